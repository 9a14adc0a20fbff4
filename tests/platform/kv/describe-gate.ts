import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { beginRebuild } from '../../../shared/flash-sales/gate/begin-rebuild.ts'
import { installGate } from '../../../shared/flash-sales/gate/install-gate.ts'
import { leaseUnits } from '../../../shared/flash-sales/gate/lease-units.ts'
import { settleLease } from '../../../shared/flash-sales/gate/settle-lease.ts'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { flashSaleKeys } from '../../../shared/platform/kv/keys.ts'

const LONG_MILLISECONDS = 60_000
const SHORT_MILLISECONDS = 60
const PAST_SHORT_MILLISECONDS = 120

/** The gate of a new sale, by its scripts alone. */
function gateOf(kv: KeyValueStore) {
  const { gate, leases, rebuild } = flashSaleKeys(`test-${crypto.randomUUID()}`)
  const keys = [gate, leases]
  const begin = async (lifetime = 0) => kv.run(beginRebuild, [rebuild], [lifetime])
  return {
    begin,
    install: async (
      claims: (string | number)[] = [],
      { units = 3, startsIn = -1_000, endsIn = LONG_MILLISECONDS, asOf = '' } = {},
    ) => {
      const time = asOf === '' ? ((await begin())[1] ?? '') : asOf
      return kv.run(installGate, keys, [time, units, 2, startsIn, endsIn, 'at noon', LONG_MILLISECONDS, ...claims])
    },
    lease: (claim: string, customer: string, quantity = 1, lifetime = LONG_MILLISECONDS) =>
      kv.run(leaseUnits, keys, [claim, customer, quantity, lifetime, LONG_MILLISECONDS]),
    confirm: (claim: string, customer: string, quantity = 1, lifetime = LONG_MILLISECONDS) =>
      kv.run(settleLease, keys, ['confirm', claim, customer, quantity, lifetime]),
    returnUnits: (claim: string, customer: string, quantity = 1) =>
      kv.run(settleLease, keys, ['return', claim, customer, quantity]),
  }
}

/** Behaviour of the flash-sale gate that all transports share. */
export function describeGate(name: string, store: () => KeyValueStore): void {
  describe(`the gate of a flash sale over ${name}`, () => {
    test('admits the allocation, up to the limit of each customer', async () => {
      const { install, lease } = gateOf(store())
      expect(await lease('a', 'ann')).toEqual(['missing'])
      expect(await install()).toEqual(['installed', '0'])
      expect(await lease('a', 'ann', 2)).toEqual(['leased', '0', '1'])
      expect(await lease('b', 'ann')).toEqual(['limit_reached', '0'])
      expect((await lease('c', 'bob', 2)).slice(0, 3)).toEqual(['sold_out', '0', '1'])
      expect(await lease('d', 'bob')).toEqual(['leased', '0', '0'])
      const [outcome, , left, wait] = await lease('e', 'cat')
      expect([outcome, left]).toEqual(['sold_out', '0'])
      expect(Number(wait)).toBeGreaterThan(0)
    })

    test('admits as many concurrent claims as there are units', async () => {
      const { install, lease } = gateOf(store())
      await install()
      const results = Array.from({ length: 30 }, (_, at) => lease(`claim-${at}`, `customer-${at}`))
      expect((await Promise.all(results)).filter(([outcome]) => outcome === 'leased')).toHaveLength(3)
    })

    test('is closed before the sale and after it', async () => {
      const early = gateOf(store())
      await early.install([], { startsIn: LONG_MILLISECONDS })
      expect(await early.lease('a', 'ann')).toEqual(['not_started', '0', 'at noon'])
      const late = gateOf(store())
      await late.install([], { endsIn: 0 })
      expect(await late.lease('a', 'ann')).toEqual(['ended', '0'])
    })

    test('a lease expires, a confirmed lease does not, a returned lease is free again', async () => {
      const { install, lease, confirm, returnUnits } = gateOf(store())
      await install()
      await lease('a', 'ann', 1, SHORT_MILLISECONDS)
      await lease('b', 'bob', 1, SHORT_MILLISECONDS)
      expect(await confirm('b', 'bob')).toEqual(['confirmed'])
      await lease('c', 'cat')
      expect(await returnUnits('c', 'cat')).toEqual(['returned'])
      expect(await returnUnits('c', 'cat')).toEqual(['not_held'])
      await sleep(PAST_SHORT_MILLISECONDS)
      expect(await lease('d', 'ann', 2)).toEqual(['leased', '0', '0'])
    })

    test('without a gate nothing is settled', async () => {
      const { confirm, returnUnits } = gateOf(store())
      expect(await confirm('a', 'ann')).toEqual(['missing'])
      expect(await returnUnits('a', 'ann')).toEqual(['missing'])
    })

    test('is rebuilt while claims arrive', async () => {
      const { begin, install, lease, confirm, returnUnits } = gateOf(store())
      await install([], { units: 10 })
      await lease('old', 'ann')
      await confirm('old', 'ann')
      await lease('on-its-way', 'bob')
      await sleep(5)
      const [, asOf = ''] = await begin()
      await lease('new', 'cat')
      await confirm('new', 'cat')
      await returnUnits('returned', 'dan')
      // The database returned a bought claim, a claim that expires, and a claim that was returned meanwhile, but not "old".
      const claims = ['bought', 'eve', 1, 'inf', 'held', 'fay', 1, LONG_MILLISECONDS, 'returned', 'dan', 1, 'inf']
      expect(await install(claims, { units: 10, asOf })).toEqual(['installed', '4'])
      expect(await install([], { units: 10, asOf: String(Number(asOf) - 1) })).toEqual(['superseded'])
      expect(await lease('more', 'ann', 2)).toEqual(['leased', '0', '4'])
      expect(await lease('more', 'fay', 2)).toEqual(['limit_reached', '0'])
    })

    test('one caller at a time rebuilds it', async () => {
      const { begin } = gateOf(store())
      expect((await begin(LONG_MILLISECONDS))[0]).toBe('begin')
      expect(await begin(LONG_MILLISECONDS)).toEqual(['busy'])
      expect((await begin(0))[0]).toBe('begin')
    })
  })
}
