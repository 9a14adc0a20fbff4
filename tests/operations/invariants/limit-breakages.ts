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
    clause: 'a claim of no sale',
    statements: `${claim('lost', 1)} update flash_sale_claims set sale_id = 'none' where id = 'lost'`,
    seen: ['I8'],
  },
  {
    clause: 'a claim was bought by no order',
    statements: claim('buyer', 1, `'bought', 'never', now()`),
    seen: ['I8'],
  },
  {
    clause: 'the sale counts other claims than there are',
    statements: `update flash_sales set claimed = claimed + 1 where id = 'sale'`,
    seen: ['I8'],
  },
  {
    clause: 'a running sale does not hold what it has not sold',
    statements: `update stock_holds set quantity = 9 where flash_sale_id = 'sale';
      update inventory set held = held - 1 where sku = 'MILK'`,
    seen: ['I8'],
  },
  {
    clause: 'a claim was sold that does not count as bought',
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
    clause: 'a paid order without a place of its own',
    statements: `delete from slot_bookings where order_id = 'paid'; update delivery_slots set booked = booked - 1`,
    seen: ['I9'],
  },
  {
    clause: 'a paid order without a place of its own',
    statements: `update slot_bookings set expires_at = now() + interval '1 hour' where order_id = 'paid'`,
    seen: ['I9'],
  },
  {
    clause: 'an order that waits for its payment without its place',
    statements: `delete from slot_bookings where order_id = 'waiting'; update delivery_slots set booked = booked - 1`,
    seen: ['I9'],
  },
  {
    clause: 'a place for an order that ended, or that wanted another',
    statements: `insert into slot_bookings values ('cancelled', 'slot'); update delivery_slots set booked = booked + 1`,
    seen: ['I9'],
  },
  {
    clause: 'a place for an order that ended, or that wanted another',
    statements: `insert into slot_bookings values ('free', 'slot'); update delivery_slots set booked = booked + 1`,
    seen: ['I9'],
  },
]

const LONG_AGO = `now() - interval '61 seconds'`

export const holdBreakages: Breakage[] = [
  {
    clause: 'an order waits for its payment',
    statements: `update orders set expires_at = ${LONG_AGO} where id = 'waiting'`,
    seen: ['I10'],
  },
  {
    clause: 'goods are held',
    statements: `update stock_holds set expires_at = ${LONG_AGO} where order_id = 'waiting'`,
    seen: ['I10'],
  },
  {
    clause: 'goods are held',
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
    clause: 'goods are held for an order that does not wait',
    statements: `insert into stock_holds (sku, order_id, quantity, expires_at)
        values ('MILK', 'paid', 3, now() + interval '1 hour');
      update inventory set held = held + 3 where sku = 'MILK'`,
    seen: ['I10'],
  },
]
