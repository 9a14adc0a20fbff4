import { describe, expect, test } from 'vitest'
import { updateSlot } from '../../shared/delivery/change-slot.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import {
  brokenInvariants,
  countOutcomes,
  expectInvariants,
  fillCarts,
  openProcessPools,
  order,
  runConcurrently,
  stock,
} from './race-shop.ts'
import { printedChance } from './seed.ts'

const SHOPPERS = 150
/** Capacity changes by staff, one after every third shopper. */
const CHANGES = 50
const MOST = 100
const LEAST = 20
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

type Change = (database: Database, capacity: number) => Promise<{ ok: true } | { ok: false; code: string }>

const larder: Change = (database, capacity) => updateSlot(database, actor, 'slot-race', undefined, { capacity })

/** Reads the slot and writes it back: concurrent bookings are lost. */
const naive: Change = async (database, capacity) => {
  const [row] = await database.query({ name: 'look', text: 'select booked from delivery_slots' }, [])
  const booked = Number(row?.booked)
  if (capacity < booked) return { ok: false, code: 'capacity_below_booked' }
  const text = 'update delivery_slots set capacity = $1, booked = $2'
  await database.query({ name: 'save', text }, [capacity, booked])
  return { ok: true }
}

/** Shoppers book a slot while staff lower and raise its capacity. */
async function race(change: Change) {
  const { database, url } = await testDatabase()
  const chance = printedChance('slot capacity')
  const pools = openProcessPools(url)
  await stock(database, [{ sku: 'ANY', onHand: SHOPPERS }], { slotCapacity: MOST })
  const carts = await fillCarts(database, Array(SHOPPERS).fill([{ sku: 'ANY', quantity: 1 }]), { slot: true })
  const work: ((shop: Database) => ReturnType<Change>)[] = carts.flatMap((cartId, at) => {
    const buy = (shop: Database) => order(shop, { cartId, expectedTotal: 1000 })
    const changing = (shop: Database) => change(shop, chance.between(`capacity/${at}`, LEAST, MOST))
    return at % (SHOPPERS / CHANGES) === 0 ? [buy, changing] : [buy]
  })
  const outcomes = await runConcurrently(work, async (one, at) => {
    const outcome = await one(pools.for(at))
    return outcome.ok ? ({ ok: true } as const) : outcome
  })
  await pools.close()
  return { database, outcomes: countOutcomes(outcomes) }
}

describe.runIf(hasPostgres())('the capacity of a slot changes while orders are placed', () => {
  test('no booking exceeds the capacity, and no booking is lost', async () => {
    const { database, outcomes } = await race(larder)
    const text = `select booked, booked <= capacity as within, (select count(*)::integer from orders) as orders
      from delivery_slots`
    const [row] = await database.query({ name: '', text }, [])
    expect(row).toMatchObject({ within: true, booked: row?.orders })
    expect(new Set(Object.keys(outcomes))).toEqual(new Set(['placed', 'slot_full', 'capacity_below_booked']))
    await expectInvariants(database)
  })

  test('the naive variant loses concurrent bookings, and this race detects it', async () => {
    const { database } = await race(naive)
    expect(await brokenInvariants(database)).toContain('I9')
  })
})
