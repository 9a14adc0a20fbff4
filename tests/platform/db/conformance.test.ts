import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { readInvariantFiles } from '../../../scripts/sql-files.ts'
import { checkInvariants } from '../../../shared/operations/check-invariants.ts'
import { placeOrder } from '../../../shared/orders/checkout/place-order.ts'
import { OrderRecord } from '../../../shared/orders/order-record.ts'
import { callRoutine, type Database, driverError, tryRoutine } from '../../../shared/platform/db/database.ts'
import { openNeon } from '../../../shared/platform/db/transports/neon.ts'
import { withRequestId } from '../../../shared/platform/db/with-request-id.ts'
import { hasPostgres, type TestDatabase, testDatabase } from '../../support/database.ts'
import { startNeonEndpoint } from '../../support/neon-endpoint.ts'

/** A name that wrong quoting would break. */
const rice = { en: 'Rice \\ " \'' }
const products = `
  insert into categories (id, slug, name) values ('cat', 'dairy', '{"en": "Dairy"}');
  insert into products (sku, category_id, name, unit, price, price_quantity) values
    ('MILK', 'cat', '{"en": "Milk", "zh-Hant": "鮮奶"}', 'each', 1050, 1),
    ('RICE', 'cat', '${JSON.stringify(rice).replaceAll("'", "''")}', 'g', 2000, 1000);
  insert into inventory (sku, on_hand) values ('MILK', 3), ('RICE', 5000);
  insert into stock_movements (sku, delta, reason, actor) values
    ('MILK', 3, 'opening', 'test'), ('RICE', 5000, 'opening', 'test');`

let carts = 0
const paymentOf = (key: string) => ({
  provider: 'sandbox',
  providerPaymentId: `sandbox_${key}`,
  limits: { minimum: 1, step: 1 },
})

async function filledCart(database: Database, lines: Record<string, number>): Promise<string> {
  const cartId = `crt_${++carts}`
  await database.call('create_cart', { cartId, currency: 'HKD' })
  for (const [sku, quantity] of Object.entries(lines)) {
    await database.call('set_cart_line', { cartId, sku, quantity, substitution: null, lineLimit: 9 })
  }
  await database.call('set_cart_delivery', { cartId, slotId: null })
  return cartId
}

const kinds = hasPostgres() ? (['pg', 'neon', 'pglite'] as const) : (['pglite'] as const)

/** Behaviour that all transports share. */
describe.each(kinds)('%s', (kind) => {
  let own: TestDatabase
  let database: Database
  beforeAll(async () => {
    own = await testDatabase({ embedded: kind === 'pglite' })
    await own.database.runScript(products, 1)
    database = own.database
    if (kind !== 'neon') return
    const endpoint = await startNeonEndpoint(own.url)
    database = openNeon(endpoint.url)
    return () => endpoint.stop()
  })
  const order = (cartId: string, expectedTotal: number, key = cartId) =>
    placeOrder(database, paymentOf(key), {
      cartId,
      expectedTotal,
      email: 'a@b.hk',
      customerId: null,
      idempotencyKey: key,
      timeZone: 'Asia/Hong_Kong',
    })
  const available = async () => {
    const statement = { name: 'available', text: 'select sku, on_hand - held as left from inventory order by sku' }
    return await database.query(statement, [])
  }

  test('outbox rows carry the request id of their call, and those of the next call do not', async () => {
    await order(await filledCart(database, { RICE: 1 }), 2)
    const causes = async () =>
      database.query({ name: '', text: 'select topic, request_id from outbox order by id desc limit 1' }, [])
    expect(await causes()).toEqual([{ topic: 'order_pending_payment', request_id: null }])
    const [placed] = await database.query({ name: '', text: 'select id from orders' }, [])
    await withRequestId(database, 'req_1').call('cancel_order', { orderId: placed?.id, guest: true })
    expect(await causes()).toEqual([{ topic: 'order_cancelled', request_id: 'req_1' }])
    const cartId = await filledCart(database, { RICE: 1 })
    await order(cartId, 2)
    expect(await causes()).toEqual([{ topic: 'order_pending_payment', request_id: null }])
    const text = 'select id from orders where cart_id = $1'
    const [second] = await database.query({ name: '', text }, [cartId])
    await database.call('cancel_order', { orderId: second?.id, guest: true })
  })

  test('a routine accepts and returns any JSON', async () => {
    const cartId = await filledCart(database, { RICE: 250 })
    const cart = await callRoutine(database, 'cart_view', { cartId }, z.looseObject({ lines: z.array(z.unknown()) }))
    expect(cart.lines).toMatchObject([{ name: rice, quantity: 250, available: 5000 }])
    expect(await database.call('cart_view', { cartId: 'unknown' })).toBeNull()
  })

  test('rows are returned as objects and as arrays, with parameters', async () => {
    const text = 'select $1::text as word, $2::integer as number, $3::text[] as many, null as nothing'
    const values = ['it\'s "鮮奶"', 7, ['a', 'b,c']]
    expect(await database.query({ name: 'echo', text }, values)).toEqual([
      { word: values[0], number: 7, many: ['a', 'b,c'], nothing: null },
    ])
    expect(await database.select({ name: 'columns', text: 'select 1 as same, 2 as same' }, [])).toEqual([[1, 2]])
  })

  test('a refusal is a value with its facts, any other error is thrown with its code', async () => {
    const request = { cartId: 'unknown', couponCode: null }
    const refused = await tryRoutine(database, 'set_cart_coupon', request, z.unknown(), ['cart_not_found'])
    expect(refused).toMatchObject({ ok: false, code: 'cart_not_found', facts: {} })
    const fault = await database.call('create_cart', { cartId: null, currency: 'HKD' }).catch(driverError)
    expect(fault).toMatchObject({ code: '23502' })
    const unknown = await database.call('no_such_routine', {}).catch(driverError)
    expect(unknown).toMatchObject({ code: '42883' })
  })

  test('an order is placed, replayed and cancelled', async () => {
    const before = await available()
    const cartId = await filledCart(database, { MILK: 1, RICE: 250 })
    const placed = await order(cartId, 1550)
    expect(placed).toMatchObject({ ok: true, value: { replayed: false, record: { total: 1550 } } })
    const again = await order(cartId, 1550)
    if (!placed.ok || !again.ok) throw new Error('was refused')
    expect(again.value).toEqual({ replayed: true, record: placed.value.record })
    const { id } = placed.value.record
    const read = await callRoutine(database, 'visible_order_view', { orderId: id, guest: true }, OrderRecord)
    expect(read).toEqual(placed.value.record)
    await database.call('cancel_order', { orderId: id, guest: true })
    expect(await available()).toEqual(before)
  })

  test('an order beyond the stock is refused and changes nothing', async () => {
    const before = await available()
    const cartId = await filledCart(database, { MILK: 4, RICE: 250 })
    const refused = await order(cartId, 4700)
    expect(refused).toMatchObject({ ok: false, code: 'insufficient_stock' })
    expect(await available()).toEqual(before)
  })

  test('concurrent orders sell exactly the stock, each with its own result', async () => {
    const cartIds = await Promise.all(Array.from({ length: 8 }, () => filledCart(database, { MILK: 1 })))
    const answers = await Promise.all(cartIds.map((cartId) => order(cartId, 1050)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
    expect(answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))).toEqual(Array(5).fill('insufficient_stock'))
    const { items } = await checkInvariants(own.database, await readInvariantFiles())
    expect(items.filter(({ holds }) => !holds)).toEqual([])
  })
})

test.runIf(hasPostgres())('the naive variant, a read and a write, oversells', async () => {
  const { database } = await testDatabase()
  await database.runScript(products, 1)
  const read = { name: 'naive_read', text: "select on_hand - held as left from inventory where sku = 'MILK'" }
  const write = { name: 'naive_write', text: "update inventory set held = least(on_hand, held + 1) where sku = 'MILK'" }
  // Every seller reads before the first one writes, so that the race occurs on every run.
  const seen = await Promise.all(Array.from({ length: 8 }, () => database.query(read, [])))
  const sellers = seen.filter(([row]) => Number(row?.left) > 0)
  await Promise.all(sellers.map(() => database.query(write, [])))
  expect(sellers.length).toBeGreaterThan(3)
})
