import { describe, expect, test } from 'vitest'
import { updateCoupon } from '../../shared/coupons/change-coupon.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { countOutcomes, expectInvariants, openProcessPools, runConcurrently, stock } from './race-shop.ts'

const EDITORS = 200
const values = Array.from({ length: EDITORS }, (_, index) => 1_000 + index)
const actor = { customerId: 'cus_staff', role: 'staff', requestId: 'race' } as const

/** Reads the version, then writes. All callers read before the first one writes. */
async function naivelyUpdate(database: Database, value: number) {
  const [row] = await database.query({ name: 'look', text: "select version from coupons where code = 'RACE'" }, [])
  if (row?.version !== 1) return { ok: false, code: 'precondition_failed' } as const
  await database.query({ name: 'write', text: "update coupons set value = $1, version = 2 where code = 'RACE'" }, [
    value,
  ])
  return { ok: true } as const
}

async function race(edit: (database: Database, value: number) => Promise<{ ok: true } | { ok: false; code: string }>) {
  const { database, url } = await testDatabase()
  const pools = openProcessPools(url)
  await stock(database, [{ sku: 'ANY', onHand: 1 }], { couponLimit: 5 })
  const outcomes = await runConcurrently(values, (value, at) => edit(pools.for(at), value))
  await pools.close()
  return { database, outcomes }
}

describe.runIf(hasPostgres())(`${EDITORS} concurrent edits of one version of a coupon`, () => {
  test('one wins, and the audit log contains it', async () => {
    const { database, outcomes } = await race((pools, value) => updateCoupon(pools, actor, 'RACE', 1, { value }))
    expect(countOutcomes(outcomes)).toEqual({ placed: 1, precondition_failed: EDITORS - 1 })
    const text =
      "select c.version, c.value = (a.after ->> 'value')::integer as same from coupons c cross join audit_log a"
    expect(await database.query({ name: '', text }, [])).toEqual([{ version: 2, same: true }])
    await expectInvariants(database)
  })

  test('the naive variant lets more win, and this race detects it', async () => {
    const { outcomes } = await race(naivelyUpdate)
    expect(countOutcomes(outcomes).placed).toBeGreaterThan(1)
  })
})
