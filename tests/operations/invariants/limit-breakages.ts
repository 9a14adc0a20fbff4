import { type Breakage, drop } from './breakage.ts'

const claim = (customer: string, quantity: number, more = `'held', null, now() + interval '1 hour'`) =>
  `insert into flash_sale_claims (id, sale_id, customer_id, quantity, price, status, order_id, expires_at)
    values ('${customer}', 'sale', '${customer}', ${quantity}, 100, ${more});`

export const flashSaleBreakages: Breakage[] = [
  {
    clause: 'more is claimed than allocated',
    statements: ['a', 'b', 'c', 'd', 'e'].map((customer) => claim(customer, 2)).join(''),
    seen: ['I8'],
  },
  { clause: 'one customer claimed more than the limit', statements: claim('greedy', 3), seen: ['I8'] },
  {
    clause: 'accounts of one customer claimed more than the limit',
    statements: `${claim('ann', 1)} ${claim('ann-again', 2)}
      update flash_sale_claims set identity = 'ann@example.com' where id like 'ann%';
      update flash_sales set claimed = claimed + 3 where id = 'sale'`,
    seen: ['I8'],
  },
  {
    clause: 'an order bought claims of several customers',
    statements: `${claim('ann', 1, `'bought', 'paid', now()`)} ${claim('bob', 1, `'bought', 'paid', now()`)}
      update flash_sale_claims set identity = id where id in ('ann', 'bob');
      update flash_sales set claimed = claimed + 2 where id = 'sale'`,
    seen: ['I8'],
  },
  {
    clause: 'a claim without a sale',
    statements: `${claim('lost', 1)} update flash_sale_claims set sale_id = 'none' where id = 'lost'`,
    seen: ['I8'],
  },
  {
    clause: 'a bought claim without an order',
    statements: claim('buyer', 1, `'bought', 'never', now()`),
    seen: ['I8'],
  },
  {
    clause: 'claimed is not the sum of the claims',
    statements: `update flash_sales set claimed = claimed + 1 where id = 'sale'`,
    seen: ['I8'],
  },
  {
    clause: 'a running sale does not hold its unsold units',
    statements: `update stock_holds set quantity = 9 where flash_sale_id = 'sale';
      update inventory set held = held - 1 where sku = 'MILK'`,
    seen: ['I8'],
  },
  {
    clause: 'a sold claim is not bought',
    statements: `update order_lines set claim_id = 'released' where order_id = 'paid' and sku = 'MILK'`,
    seen: ['I8'],
  },
]

export const slotBreakages: Breakage[] = [
  {
    clause: 'more is booked than the capacity',
    statements: `${drop('delivery_slots', 'delivery_slots_booked_within_capacity')} update delivery_slots set capacity = 2`,
    seen: ['I9'],
  },
  {
    clause: 'booked is not the number of bookings',
    statements: `update delivery_slots set booked = booked - 1`,
    seen: ['I9'],
  },
  {
    clause: 'a paid order without a booked place',
    statements: `delete from slot_bookings where order_id = 'paid'; update delivery_slots set booked = booked - 1`,
    seen: ['I9'],
  },
  {
    clause: 'a paid order without a booked place',
    statements: `update slot_bookings set expires_at = now() + interval '1 hour' where order_id = 'paid'`,
    seen: ['I9'],
  },
  {
    clause: 'an order pending payment without a booked place',
    statements: `delete from slot_bookings where order_id = 'waiting'; update delivery_slots set booked = booked - 1`,
    seen: ['I9'],
  },
  {
    clause: 'a place booked for an ended order, or in another slot',
    statements: `insert into slot_bookings values ('cancelled', 'slot'); update delivery_slots set booked = booked + 1`,
    seen: ['I9'],
  },
  {
    clause: 'a place booked for an ended order, or in another slot',
    statements: `insert into slot_bookings values ('free', 'slot'); update delivery_slots set booked = booked + 1`,
    seen: ['I9'],
  },
]

const LONG_AGO = `now() - interval '61 seconds'`

export const holdBreakages: Breakage[] = [
  {
    clause: 'an unpaid order is not expired',
    statements: `update orders set expires_at = ${LONG_AGO} where id = 'waiting'`,
    seen: ['I10'],
  },
  {
    clause: 'stock is held',
    statements: `update stock_holds set expires_at = ${LONG_AGO} where order_id = 'waiting'`,
    seen: ['I10'],
  },
  {
    clause: 'stock is held',
    statements: `update stock_holds set expires_at = ${LONG_AGO} where flash_sale_id = 'sale'`,
    seen: ['I10'],
  },
  {
    clause: 'a place in a slot is held',
    statements: `update slot_bookings set expires_at = ${LONG_AGO} where order_id = 'waiting'`,
    seen: ['I10'],
  },
  {
    clause: 'a flash-sale claim is held',
    statements: `update flash_sale_claims set expires_at = ${LONG_AGO} where id = 'held'`,
    seen: ['I10'],
  },
  {
    clause: 'stock is held for an order that is not pending',
    statements: `insert into stock_holds (sku, order_id, quantity, expires_at)
        values ('MILK', 'paid', 3, now() + interval '1 hour');
      update inventory set held = held + 3 where sku = 'MILK'`,
    seen: ['I10'],
  },
]
