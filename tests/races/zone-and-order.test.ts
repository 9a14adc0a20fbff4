import { describe, expect, test } from 'vitest'
import { readCart } from '../../shared/carts/read-cart.ts'
import { createZone, updateZone } from '../../shared/delivery/change-zone.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { type Buy, buyUnderChanges, waitForNextChange } from './buy-during-changes.ts'
import { countOutcomes, expectInvariants, fillCarts, openProcessPools, order, stock } from './race-shop.ts'
import { printedChance } from './seed.ts'

const SHOPPERS = 150
const DISTRICT = 'Central'
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

/** The fee is the number of the state, so an order's fee shows the state in which it was placed. */
const buy: Buy = async (database, cartId, hesitate) => {
  const read = await readCart(database, null, cartId)
  if (!read.ok) return read
  await hesitate()
  const placed = await order(database, { cartId, expectedTotal: read.value.total })
  if (!placed.ok) return placed
  const { deliveryFee, total } = placed.value.record
  return total === read.value.total ? { ok: true, state: deliveryFee } : { ok: false, code: 'not_as_seen' }
}

/** Reads the zone and its fee, then orders. Both may have changed in between. */
const naivelyBuy: Buy = async (database, _cartId, hesitate) => {
  const text = `select z.fee from delivery_zones z join delivery_zone_areas a on a.zone_id = z.id
    where a.entered_name = '${DISTRICT}' and z.active`
  const [row] = await database.query({ name: 'zone_of_district', text }, [])
  await waitForNextChange()
  await hesitate()
  return row === undefined ? { ok: false, code: 'address_not_served' } : { ok: true, state: Number(row.fee) }
}

/** The changes of the zone in each state, and the refusals that shoppers must have received. */
interface Changes {
  ofState: (state: number) => object
  refusal: string
}
const isOpen = (state: number) => state % 2 === 0
const changes: [what: string, Changes][] = [
  ['changes its fee', { ofState: (state) => ({ fee: state }), refusal: 'total_changed' }],
  [
    'loses its district and gets it back',
    {
      ofState: (state) => (isOpen(state) ? { districts: [DISTRICT], fee: state } : { districts: [] }),
      refusal: 'address_not_served',
    },
  ],
  [
    'is shut and opened',
    {
      ofState: (state) => (isOpen(state) ? { active: true, fee: state } : { active: false }),
      refusal: 'address_not_served',
    },
  ],
]

async function race(way: Buy, { ofState }: Changes) {
  const { database, url } = await testDatabase()
  const pools = openProcessPools(url)
  await stock(database, [{ sku: 'ANY', onHand: SHOPPERS }], { slotCapacity: SHOPPERS })
  const terms = { postcodes: [], minimumBasket: 0, freeFrom: null, fallback: false, active: true, fee: 0 }
  const zone = await createZone(database, actor, { ...terms, name: { en: 'Here' }, districts: [DISTRICT] })
  // A shop without an active zone delivers everywhere: this one has another.
  const far = await createZone(database, actor, { ...terms, name: { en: 'Far' }, districts: ['Elsewhere'] })
  if (!zone.ok || !far.ok) throw new Error('the zones could not be made')
  const carts = await fillCarts(database, Array(SHOPPERS).fill([{ sku: 'ANY', quantity: 1 }]), { slot: true })
  const address = { name: 'live_here', text: 'update carts set address = $1::jsonb' }
  await database.query(address, [JSON.stringify({ line1: '1 Road', district: DISTRICT })])
  const { outcomes, wrong } = await buyUnderChanges({
    pools,
    chance: printedChance('zone and order'),
    carts,
    first: 0,
    change: (state) => updateZone(database, actor, zone.value.id, undefined, ofState(state)),
    buy: way,
  })
  await pools.close()
  return { database, outcomes: countOutcomes(outcomes), wrong }
}

describe.runIf(hasPostgres()).each(changes)('a zone %s while orders are placed', (_what, changes) => {
  test('each order is placed while the zone serves its address, at the fee that the shopper saw', async () => {
    const { database, outcomes, wrong } = await race(buy, changes)
    expect(wrong).toEqual([])
    expect(outcomes.placed).toBeGreaterThan(0)
    expect(outcomes[changes.refusal]).toBeGreaterThan(0)
    expect(outcomes.not_as_seen).toBeUndefined()
    await expectInvariants(database)
  })

  test('the naive variant orders with an outdated zone, and this race detects it', async () => {
    expect((await race(naivelyBuy, changes)).wrong).not.toEqual([])
  })
})
