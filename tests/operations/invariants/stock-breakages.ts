import { type Breakage, drop } from './breakage.ts'

export const stockBreakages: Breakage[] = [
  {
    clause: '',
    statements: `${drop('inventory', 'inventory_held_within_on_hand')}
      update inventory set held = on_hand + 1 where sku = 'RICE'`,
    seen: ['I1', 'I2'],
  },
  {
    clause: '',
    statements: `${drop('inventory', 'inventory_on_hand_not_negative', 'inventory_held_within_on_hand')}
      update inventory set on_hand = -1 where sku = 'RICE'`,
    seen: ['I1', 'I2'],
  },
  {
    clause: '',
    statements: `${drop('inventory', 'inventory_held_not_negative')} update inventory set held = -1 where sku = 'RICE'`,
    seen: ['I1', 'I2'],
  },
  {
    clause: 'on hand is not the sum of the movements',
    statements: `update inventory set on_hand = on_hand + 1 where sku = 'RICE'`,
    seen: ['I2'],
  },
  {
    clause: 'on hand is not the sum of the movements',
    statements: `insert into stock_movements (sku, delta, reason, actor) values ('GHOST', 1, 'received', 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'held is not the open holds',
    statements: `update inventory set held = held + 1 where sku = 'RICE'`,
    seen: ['I2'],
  },
  {
    clause: 'held is not the open holds',
    statements: `delete from stock_holds where flash_sale_id = 'sale'`,
    seen: ['I2', 'I8'],
  },
  {
    clause: 'a paid order did not take what it sold',
    statements: `delete from stock_movements where order_id = 'paid' and sku = 'MILK';
      insert into stock_movements (sku, delta, reason, actor) values ('MILK', -3, 'correction', 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'an unpaid order took stock',
    statements: `insert into stock_movements (sku, delta, reason, order_id, actor) values
      ('MILK', -3, 'sold', 'expired', 'test'), ('MILK', 3, 'correction', null, 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'a cancelled order did not return what it took',
    statements: `update stock_movements set order_id = null
      where order_id = 'taken-back' and sku = 'MILK' and reason = 'cancelled'`,
    seen: ['I2'],
  },
  {
    clause: 'an order returned more than it took',
    statements: `insert into stock_movements (sku, delta, reason, order_id, actor) values
      ('MILK', 4, 'returned', 'paid', 'test'), ('MILK', -4, 'correction', null, 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'the picked units are not the units that left the shelf',
    statements: `insert into stock_movements (sku, delta, reason, order_id, actor) values
      ('MILK', 1, 'cancelled', 'packed', 'test'), ('MILK', -1, 'correction', null, 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'the picked units are not the units that left the shelf',
    statements: `delete from stock_movements where order_id = 'packed' and sku = 'TEA';
      insert into stock_movements (sku, delta, reason, actor) values ('TEA', -1, 'correction', 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'the picked units are not the units that left the shelf',
    statements: `insert into stock_movements (sku, delta, reason, order_id, actor) values
      ('MILK', 1, 'picked', 'paid', 'test'), ('MILK', -1, 'correction', null, 'test')`,
    seen: ['I2'],
  },
  {
    clause: 'an order is packed, but a line of it is not',
    statements: `update orders set packed_at = null, picked = null, as_placed = null where id = 'packed'`,
    seen: ['I2'],
  },
  {
    clause: 'a pending order does not hold its items',
    statements: `delete from stock_holds where order_id = 'waiting' and sku = 'MILK';
      update inventory set held = held - 3 where sku = 'MILK'`,
    seen: ['I2'],
  },
  {
    clause: 'stock is held that was not ordered',
    statements: `update inventory set held = held + 1 where sku = 'TEA';
      insert into stock_holds (sku, order_id, quantity, expires_at) values ('TEA', 'waiting', 1, now() + interval '1 hour')`,
    seen: ['I2'],
  },
]
