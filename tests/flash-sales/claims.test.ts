import { describe, expect, test } from 'vitest'
import { testShop } from '../support/shop.ts'
import { flashSaleShop, secondsFromNow } from './flash-sale-shop.ts'

const shop = await testShop()
const { claim, claimed, expire, read, sale, shopper, staff, stock } = await flashSaleShop(shop)

describe('POST /flash-sales/{saleId}/claims', () => {
  test('201 with the claim, which reduces the remaining units', async () => {
    const { id, sku } = await sale()
    const ann = await shopper()
    const answer = await claim(id, ann, 2)
    expect(answer).toMatchObject({ status: 201, body: { saleId: id, sku, quantity: 2, price: 600 } })
    expect(await read(id)).toMatchObject({ allocation: 10, remaining: 8, status: 'live' })
  })

  test('401 without a token', async () => {
    const { id } = await sale()
    expect((await shop.call('POST', `/flash-sales/${id}/claims`, { body: { quantity: 1 } })).status).toBe(401)
  })

  test('404 for an unknown sale', async () => {
    expect(await claim('fls_nobody', await shopper())).toMatchObject({
      status: 404,
      body: { code: 'flash_sale_not_found' },
    })
  })

  test('409 before it starts, and after it ends', async () => {
    const ann = await shopper()
    const early = await sale({ startsAt: secondsFromNow(600) })
    expect(await claim(early.id, ann)).toMatchObject({ body: { code: 'flash_sale_not_started' } })
    // The second answer comes from the gate, which the first request built.
    expect(await claim(early.id, ann)).toMatchObject({ status: 409, body: { code: 'flash_sale_not_started' } })
    const over = await sale()
    await shop.call('PATCH', `/admin/flash-sales/${over.id}`, { headers: staff, body: { active: false } })
    expect(await claim(over.id, ann)).toMatchObject({ status: 409, body: { code: 'flash_sale_ended' } })
    expect(await read(over.id)).toMatchObject({ status: 'ended', remaining: 0 })
  })

  test('409 above the limit of a customer, with the open claims', async () => {
    const { id } = await sale({ perCustomerLimit: 2 })
    const ann = await shopper()
    const first = await claimed(id, ann, 2)
    expect(await claim(id, ann)).toMatchObject({
      status: 409,
      body: { code: 'flash_sale_limit_reached', perCustomerLimit: 2, claims: [{ id: first.id, quantity: 2 }] },
    })
    await claimed(id, await shopper())
  })

  test('409 when sold out, or when fewer units remain than requested', async () => {
    const { id } = await sale({ allocation: 3, perCustomerLimit: 3 })
    const [ann, bob] = [await shopper(), await shopper()]
    await claimed(id, ann, 2)
    expect(await claim(id, bob, 2)).toMatchObject({ status: 409, body: { code: 'flash_sale_sold_out', remaining: 1 } })
    await claimed(id, bob)
    expect(await claim(id, bob)).toMatchObject({ status: 409, body: { code: 'flash_sale_sold_out', remaining: 0 } })
    expect(await read(id)).toMatchObject({ remaining: 0, status: 'sold_out' })
  })

  test('the units of an expired claim can be claimed again within a second', async () => {
    const { id } = await sale({ allocation: 1, perCustomerLimit: 1 })
    const [ann, bob] = [await shopper(), await shopper()]
    const first = await claimed(id, ann)
    expect(await claim(id, bob)).toMatchObject({ body: { code: 'flash_sale_sold_out' } })
    await expire(id, first.id)
    expect(await read(id)).toMatchObject({ remaining: 1, status: 'live' })
    await claimed(id, bob)
    expect(await claim(id, ann)).toMatchObject({ body: { code: 'flash_sale_sold_out' } })
  })
})

describe('DELETE /flash-sales/{saleId}/claims/{claimId}', () => {
  test('204: the units can be claimed again, also by the same customer', async () => {
    const { id } = await sale({ allocation: 1, perCustomerLimit: 1 })
    const ann = await shopper()
    const first = await claimed(id, ann)
    const path = `/flash-sales/${id}/claims/${first.id}`
    expect((await shop.call('DELETE', path, { headers: ann.headers })).status).toBe(204)
    expect((await shop.call('DELETE', path, { headers: ann.headers })).status).toBe(204)
    expect((await read(id)).remaining).toBe(1)
    await claimed(id, ann)
  })

  test('404 for the claim of another customer or another sale', async () => {
    const [one, other] = [await sale(), await sale()]
    const [ann, bob] = [await shopper(), await shopper()]
    const { id } = await claimed(one.id, ann)
    for (const [saleId, { headers }] of [[one.id, bob] as const, [other.id, ann] as const]) {
      const answer = await shop.call('DELETE', `/flash-sales/${saleId}/claims/${id}`, { headers })
      expect(answer).toMatchObject({ status: 404, body: { code: 'claim_not_found' } })
    }
  })
})

describe('GET /flash-sales', () => {
  test('lists running and scheduled sales in the order of their start', async () => {
    const far = [secondsFromNow(90_000), secondsFromNow(91_000), secondsFromNow(92_000)]
    const made = []
    for (const startsAt of far) made.push(await sale({ startsAt, endsAt: secondsFromNow(99_000) }))
    const listed: string[] = []
    let cursor = ''
    do {
      const page = await shop.call(
        'GET',
        `/flash-sales?limit=1${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      const body = page.body as { items: { id: string }[]; nextCursor: string | null }
      listed.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor ?? ''
    } while (cursor !== '')
    expect(listed.slice(-3)).toEqual(made.map(({ id }) => id))
    expect(new Set(listed).size).toBe(listed.length)
    expect((await read(made[0]?.id ?? '')).status).toBe('scheduled')
  })

  test('422 for an invalid cursor', async () => {
    expect((await shop.call('GET', '/flash-sales?cursor=nonsense')).status).toBe(422)
  })
})

test('a running sale holds its allocation, and releases the unclaimed units at its end', async () => {
  const { id, sku } = await sale({ onHand: 30, allocation: 10 })
  expect(await stock(sku)).toEqual({ on_hand: 30, held: 10 })
  await claimed(id, await shopper(), 2)
  expect(await stock(sku)).toEqual({ on_hand: 30, held: 10 })
  await shop.call('PATCH', `/admin/flash-sales/${id}`, { headers: staff, body: { active: false } })
  expect(await stock(sku)).toEqual({ on_hand: 30, held: 2 })
})
