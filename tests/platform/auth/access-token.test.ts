import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ACCESS_TOKEN_SECONDS,
  type Caller,
  readAccessToken,
  signAccessToken,
} from '../../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'

const ann: Caller = { customerId: 'cus_ann', role: 'staff' }
const TOLERANCE_SECONDS = 5

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000)

describe('an access token', () => {
  test('identifies the caller each time it is read', async () => {
    const shop = getConfiguration({})
    const token = await signAccessToken(shop, ann)
    for (const _ of [1, 2, 3]) expect(await readAccessToken(shop, token)).toEqual(ann)
  })

  test('expires also when it is cached', async () => {
    const shop = getConfiguration({})
    const token = await signAccessToken(shop, ann)
    expect(await readAccessToken(shop, token)).toEqual(ann)
    later(ACCESS_TOKEN_SECONDS - 2)
    expect(await readAccessToken(shop, token)).toEqual(ann)
    later(2 + TOLERANCE_SECONDS + 1)
    expect(await readAccessToken(shop, token)).toBeNull()
    expect(await readAccessToken(shop, token)).toBeNull()
  })

  test('is refused when it was changed, also after the original was read', async () => {
    const shop = getConfiguration({})
    const token = await signAccessToken(shop, ann)
    await readAccessToken(shop, token)
    const [header, , signature] = token.split('.')
    const forged = btoa(JSON.stringify({ sub: 'cus_bea', role: 'admin', iss: 'larder', aud: 'larder', exp: 9e9 }))
    expect(await readAccessToken(shop, `${header}.${forged}.${signature}`)).toBeNull()
    expect(await readAccessToken(shop, `${token}x`)).toBeNull()
  })

  test('of one key is refused by a shop with another key', async () => {
    const shop = getConfiguration({ JWT_SECRET_KEY: 'one-key-of-tests-that-is-used-only-here' })
    const other = getConfiguration({ JWT_SECRET_KEY: 'another-key-of-tests-not-used-elsewhere' })
    const token = await signAccessToken(shop, ann)
    expect(await readAccessToken(shop, token)).toEqual(ann)
    expect(await readAccessToken(other, token)).toBeNull()
  })

  test('is verified again when newer tokens have filled the cache', async () => {
    const shop = getConfiguration({})
    const first = await signAccessToken(shop, ann)
    expect(await readAccessToken(shop, first)).toEqual(ann)
    const verify = vi.spyOn(crypto.subtle, 'verify')
    await readAccessToken(shop, first)
    expect(verify).not.toHaveBeenCalled()
    for (let customer = 0; customer < 10_000; customer++) {
      const token = await signAccessToken(shop, { customerId: `cus_${customer}`, role: 'customer' })
      await readAccessToken(shop, token)
    }
    verify.mockClear()
    expect(await readAccessToken(shop, first)).toEqual(ann)
    expect(verify).toHaveBeenCalledTimes(1)
    verify.mockRestore()
  })
})
