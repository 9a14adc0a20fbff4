import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { KeyValueStore } from '../../../shared/platform/kv/key-value-store.ts'
import { returnAllowance } from '../../../shared/platform/kv/lua/return-allowance.ts'
import { takeAllowance } from '../../../shared/platform/kv/lua/take-allowance.ts'

/** Long enough that it does not expire on a busy machine. */
const LONG_MILLISECONDS = 60_000
const SHORT_MILLISECONDS = 60
const PAST_SHORT_MILLISECONDS = 120

/** A unique key. */
const newKey = () => `larder-test:${crypto.randomUUID()}`

/** Behaviour that all transports share. */
export function describeStore(name: string, store: () => KeyValueStore): void {
  describe(`the key-value store over ${name}`, () => {
    test('stores any text, and counts hits and misses', async () => {
      const kv = store()
      const key = newKey()
      const before = { ...kv.counts }
      expect(await kv.get(key)).toBeNull()
      for (const text of ['', '0', '{"a":[1,2]}', '鮮牛奶 🥛\n"\\', '123456789012345678901234567890']) {
        await kv.set(key, text, LONG_MILLISECONDS)
        expect(await kv.get(key)).toBe(text)
      }
      expect(kv.counts).toMatchObject({ hits: before.hits + 5, misses: before.misses + 1, failures: before.failures })
    })

    test('deletes keys, also missing ones', async () => {
      const kv = store()
      const [one, two] = [newKey(), newKey()]
      await kv.set(one, '1', LONG_MILLISECONDS)
      await kv.set(two, '2', LONG_MILLISECONDS)
      await kv.delete(one, two, newKey())
      expect([await kv.get(one), await kv.get(two)]).toEqual([null, null])
    })

    test('values expire, and a new value has its own lifetime', async () => {
      const kv = store()
      const [brief, renewed] = [newKey(), newKey()]
      await kv.set(brief, 'brief', SHORT_MILLISECONDS)
      await kv.set(renewed, 'old', SHORT_MILLISECONDS)
      await kv.set(renewed, 'new', LONG_MILLISECONDS)
      await sleep(PAST_SHORT_MILLISECONDS)
      expect([await kv.get(brief), await kv.get(renewed)]).toEqual([null, 'new'])
    })

    test('gives a lock to exactly one of many callers', async () => {
      const kv = store()
      const key = newKey()
      const got = await Promise.all(
        Array.from({ length: 20 }, (_, owner) => kv.lock(key, `${owner}`, LONG_MILLISECONDS)),
      )
      expect(got.filter(Boolean)).toHaveLength(1)
    })

    test('a lock is released only by its owner, and expires', async () => {
      const kv = store()
      const key = newKey()
      expect(await kv.lock(key, 'one', LONG_MILLISECONDS)).toBe(true)
      await kv.unlock(key, 'another')
      expect(await kv.lock(key, 'another', LONG_MILLISECONDS)).toBe(false)
      await kv.unlock(key, 'one')
      expect(await kv.lock(key, 'another', SHORT_MILLISECONDS)).toBe(true)
      await sleep(PAST_SHORT_MILLISECONDS)
      expect(await kv.lock(key, 'one', LONG_MILLISECONDS)).toBe(true)
    })

    test('an allowance allows a burst, then one request in each interval', async () => {
      const kv = store()
      const key = newKey()
      const take = () => kv.run(takeAllowance, [key], [LONG_MILLISECONDS, 3])
      expect(await take()).toEqual(['allowed'])
      expect(await take()).toEqual(['allowed'])
      expect(await take()).toEqual(['allowed'])
      const [outcome, wait, limit] = await take()
      expect([outcome, limit]).toEqual(['limited', '1'])
      expect(Number(wait)).toBeGreaterThan(LONG_MILLISECONDS / 2)
      expect(Number(wait)).toBeLessThanOrEqual(LONG_MILLISECONDS)

      const brief = newKey()
      const takeBriefly = () => kv.run(takeAllowance, [brief], [SHORT_MILLISECONDS, 1])
      expect(await takeBriefly()).toEqual(['allowed'])
      await sleep(PAST_SHORT_MILLISECONDS)
      expect(await takeBriefly()).toEqual(['allowed'])
    })

    test('several allowances are taken together or not at all', async () => {
      const kv = store()
      const [wide, narrow] = [newKey(), newKey()]
      const both = () => kv.run(takeAllowance, [wide, narrow], [LONG_MILLISECONDS, 2, LONG_MILLISECONDS, 1])
      expect(await both()).toEqual(['allowed'])
      expect((await both())[2]).toBe('2')
      expect(await kv.run(takeAllowance, [wide], [LONG_MILLISECONDS, 2])).toEqual(['allowed'])
    })

    test('a returned allowance can be taken again, and never exceeds the burst', async () => {
      const kv = store()
      const [key, other] = [newKey(), newKey()]
      const take = async () => (await kv.run(takeAllowance, [key], [LONG_MILLISECONDS, 2]))[0]
      const returnTaken = () => kv.run(returnAllowance, [key, other], [LONG_MILLISECONDS, LONG_MILLISECONDS])
      expect([await take(), await take(), await take()]).toEqual(['allowed', 'allowed', 'limited'])
      expect(await returnTaken()).toEqual(['returned'])
      expect([await take(), await take()]).toEqual(['allowed', 'limited'])
      for (let times = 0; times < 5; times++) await returnTaken()
      expect([await take(), await take(), await take()]).toEqual(['allowed', 'allowed', 'limited'])
      expect(await kv.run(takeAllowance, [other], [LONG_MILLISECONDS, 1])).toEqual(['allowed'])
    })

    test('twenty concurrent callers who take and return leave the whole allowance', async () => {
      const kv = store()
      const key = newKey()
      const take = () => kv.run(takeAllowance, [key], [LONG_MILLISECONDS, 20])
      const returnTaken = () => kv.run(returnAllowance, [key], [LONG_MILLISECONDS])
      await Promise.all(Array.from({ length: 20 }, () => take().then(returnTaken)))
      const results = await Promise.all(Array.from({ length: 25 }, take))
      expect(results.filter(([outcome]) => outcome === 'allowed')).toHaveLength(20)
    })

    test('twenty concurrent callers take an allowance of five exactly five times', async () => {
      const kv = store()
      const key = newKey()
      const results = Array.from({ length: 20 }, () => kv.run(takeAllowance, [key], [LONG_MILLISECONDS, 5]))
      expect((await Promise.all(results)).filter(([outcome]) => outcome === 'allowed')).toHaveLength(5)
    })
  })
}
