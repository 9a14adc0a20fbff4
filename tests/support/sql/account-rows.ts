import { fromNow, type RoutineShop, type Value } from './routine-shop.ts'

export const HASH = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZWhhc2g'

export const insertCustomer = (shop: RoutineShop, id: string, changes: Record<string, Value> = {}) =>
  shop.insert('customers', {
    ...{ id, email: `${id}@Example.com`, name: id, password_hash: HASH, addresses: '[]' },
    ...changes,
  })

export const insertSession = (shop: RoutineShop, id: string, customer: string, changes: Record<string, Value> = {}) =>
  shop.insert('sessions', {
    id,
    customer_id: customer,
    token_hash: `newest of ${id}`,
    expires_at: fromNow(60),
    ...changes,
  })
