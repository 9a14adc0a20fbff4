import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createZone, updateZone } from '../../shared/back-office/delivery-zones/change-zone.ts'
import { readCart } from '../../shared/carts/read-cart.ts'
import type { Database } from '../../shared/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { expectInvariants, fillCarts, openCrowd, order, stock, tally, together } from './crowd.ts'
import { printedChance } from './seed.ts'

const SHOPPERS = 150
/** A shopper whose total has changed looks again, so often. */
const TRIES = 4
const LONGEST_PAUSE_MILLISECONDS = 80
const LONGEST_HESITATION_MILLISECONDS = 30
const FIRST_FEE = 500
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

type Outcome = { ok: true; fee: number; asSeen: boolean } | { ok: false; code: string }
type Buy = (database: Database, cartId: string, hesitate: () => Promise<void>) => Promise<Outcome>

const buy: Buy = async (database, cartId, hesitate) => {
  const read = await readCart(database, null, cartId)
  if (!read.ok) return read
  await hesitate()
  const placed = await order(database, { cartId, expectedTotal: read.value.total })
  if (!placed.ok) return placed
  const { deliveryFee: fee, total } = placed.value.record
  return { ok: true, fee, asSeen: total === read.value.total }
}

/** Orders by the fee that it has read. */
const naivelyBuy: Buy = async (database, _cartId, hesitate) => {
  const [row] = await database.query({ name: 'fee', text: 'select fee from delivery_zones' }, [])
  await sleep(LONGEST_PAUSE_MILLISECONDS)
  await hesitate()
  return { ok: true, fee: Number(row?.fee), asSeen: true }
}

/** Shoppers order while the zone's fee rises by one, again and again. Answers fees that were not the zone's during the order. */
async function race(way: Buy) {
  const { database, url } = await testDatabase()
  const crowd = openCrowd(url)
  const chance = printedChance('zone and order')
  await stock(database, [{ sku: 'ANY', onHand: SHOPPERS }], { slotCapacity: SHOPPERS })
  const terms = { districts: [], postcodes: [], minimumBasket: 0, freeFrom: null, fallback: true, active: true }
  const zone = await createZone(database, actor, { ...terms, name: { en: 'All' }, fee: FIRST_FEE })
  if (!zone.ok) throw new Error(zone.code)
  const carts = await fillCarts(database, Array(SHOPPERS).fill([{ sku: 'ANY', quantity: 1 }]), { slot: true })

  /** The fee that staff have asked for, and the last that they know to stand. */
  const fees = { asked: FIRST_FEE, standing: FIRST_FEE }
  let open = true
  const changing = (async () => {
    while (open) {
      fees.asked++
      const changed = await updateZone(database, actor, zone.value.id, undefined, { fee: fees.asked })
      if (!changed.ok) throw new Error(changed.code)
      fees.standing = fees.asked
      await sleep(chance.between(`pause/${fees.asked}`, 0, LONGEST_PAUSE_MILLISECONDS))
    }
  })()
  const outcomes: Outcome[] = []
  const stale: number[] = []
  await together(carts, async (cartId, at) => {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      let least = fees.standing
      const outcome = await way(crowd.of(at), cartId, async () => {
        await sleep(chance.between(`wait/${at}/${attempt}`, 0, LONGEST_HESITATION_MILLISECONDS))
        least = fees.standing
      })
      outcomes.push(outcome)
      if (!outcome.ok) continue
      if (outcome.fee < least || outcome.fee > fees.asked || !outcome.asSeen) stale.push(outcome.fee)
      return
    }
  })
  open = false
  await changing
  await crowd.close()
  return { database, outcomes: tally(outcomes), stale }
}

describe.runIf(hasPostgres())('the fee of a zone changes under the orders', () => {
  test('each order pays the fee that stands when it is placed, and that its shopper saw', async () => {
    const { database, outcomes, stale } = await race(buy)
    expect(stale).toEqual([])
    expect(outcomes.placed).toBeGreaterThan(0)
    expect(outcomes.total_changed).toBeGreaterThan(0)
    await expectInvariants(database)
  })

  test('the naive way orders at a fee of before: this race would show it', async () => {
    expect((await race(naivelyBuy)).stale).not.toEqual([])
  })
})
