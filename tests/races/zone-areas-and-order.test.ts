import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createZone, updateZone } from '../../shared/back-office/delivery-zones/change-zone.ts'
import { readCart } from '../../shared/carts/read-cart.ts'
import type { Database } from '../../shared/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { expectInvariants, fillCarts, openCrowd, order, stock, tally, together } from './crowd.ts'
import { printedChance } from './seed.ts'

const SHOPPERS = 120
/** A shopper who is not served, or whose total has changed, looks again, so often. */
const TRIES = 6
const LONGEST_PAUSE_MILLISECONDS = 60
const LONGEST_HESITATION_MILLISECONDS = 30
const DISTRICT = 'Central'
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

type Outcome = { ok: true; fee: number } | { ok: false; code: string }
type Buy = (database: Database, cartId: string, hesitate: () => Promise<void>) => Promise<Outcome>

const buy: Buy = async (database, cartId, hesitate) => {
  const read = await readCart(database, null, cartId)
  if (!read.ok) return read
  await hesitate()
  const placed = await order(database, { cartId, expectedTotal: read.value.total })
  return placed.ok ? { ok: true, fee: placed.value.record.deliveryFee } : placed
}

/** Orders where it has looked whether the zone takes the address: by then the zone may be another. */
const naivelyBuy: Buy = async (database, _cartId, hesitate) => {
  const text = `select z.fee from delivery_zones z join delivery_zone_areas a on a.zone_id = z.id
    where a.written = '${DISTRICT}' and z.active`
  const [row] = await database.query({ name: 'zone_of_district', text }, [])
  await sleep(LONGEST_PAUSE_MILLISECONDS)
  await hesitate()
  return row === undefined ? { ok: false, code: 'address_not_served' } : { ok: true, fee: Number(row.fee) }
}

type Shut = (open: boolean) => object

/**
 * Shoppers order while the zone that they live in opens and shuts, again and again. It is open in the even states, and its
 * fee is the number of the state: an order's fee says in which it was taken. Answers the fees of states that had passed.
 */
async function race(way: Buy, changesOf: Shut) {
  const { database, url } = await testDatabase()
  const crowd = openCrowd(url)
  const chance = printedChance('zone areas and order')
  await stock(database, [{ sku: 'ANY', onHand: SHOPPERS }], { slotCapacity: SHOPPERS })
  const terms = { postcodes: [], minimumBasket: 0, freeFrom: null, fallback: false, active: true }
  const zone = await createZone(database, actor, { ...terms, name: { en: 'Here' }, fee: 0, districts: [DISTRICT] })
  // A shop without an active zone delivers everywhere: this one has another.
  const far = await createZone(database, actor, { ...terms, name: { en: 'Far' }, fee: 0, districts: ['Elsewhere'] })
  if (!zone.ok || !far.ok) throw new Error('the zones could not be made')
  const carts = await fillCarts(database, Array(SHOPPERS).fill([{ sku: 'ANY', quantity: 1 }]), { slot: true })
  const address = { name: 'live_here', text: 'update carts set address = $1::jsonb' }
  await database.query(address, [JSON.stringify({ line1: '1 Road', district: DISTRICT })])

  /** The state that staff have asked for, and the last that they know to stand. */
  const states = { asked: 0, standing: 0 }
  let going = true
  const changing = (async () => {
    while (going) {
      const state = ++states.asked
      const open = state % 2 === 0
      const changes = { ...changesOf(open), ...(open ? { fee: state } : {}) }
      const changed = await updateZone(database, actor, zone.value.id, undefined, changes)
      if (!changed.ok) throw new Error(changed.code)
      states.standing = state
      await sleep(chance.between(`pause/${state}`, 0, LONGEST_PAUSE_MILLISECONDS))
    }
  })()
  const outcomes: Outcome[] = []
  const stale: number[] = []
  await together(carts, async (cartId, at) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      let least = states.standing
      const outcome = await way(crowd.of(at), cartId, async () => {
        await sleep(chance.between(`wait/${at}/${attempt}`, 0, LONGEST_HESITATION_MILLISECONDS))
        least = states.standing
      })
      outcomes.push(outcome)
      if (!outcome.ok) continue
      if (outcome.fee < least || outcome.fee > states.asked) stale.push(outcome.fee)
      return
    }
  })
  going = false
  await changing
  await crowd.close()
  return { database, outcomes: tally(outcomes), stale }
}

describe.runIf(hasPostgres()).each<[string, Shut]>([
  ['loses its district and gets it back', (open) => ({ districts: open ? [DISTRICT] : [] })],
  ['is shut and opened', (open) => ({ active: open })],
])('a zone %s under the orders', (_what, changesOf) => {
  test('each order is taken while the zone takes it, at the fee of then', async () => {
    const { database, outcomes, stale } = await race(buy, changesOf)
    expect(stale).toEqual([])
    expect(outcomes.placed).toBeGreaterThan(0)
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['placed', 'address_not_served']))
    await expectInvariants(database)
  })

  test('the naive way orders where nobody delivers any more: this race would show it', async () => {
    expect((await race(naivelyBuy, changesOf)).stale).not.toEqual([])
  })
})
