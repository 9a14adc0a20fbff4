import { describe, expect, test } from 'vitest'
import * as native from '../../shared/platform/auth/argon2id/native.ts'
import * as portable from '../../shared/platform/auth/argon2id/portable.ts'
import { checkPassword, hashPassword } from '../../shared/platform/auth/password.ts'

/**
 * The vector of RFC 9106 has a secret and associated data, which passwords do not have. This one is from the reference
 * implementation (`argon2 somesalt -id -t 2 -m 16 -p 1 -l 32`, "password").
 */
const vector = {
  password: new TextEncoder().encode('password'),
  salt: new TextEncoder().encode('somesalt'),
  ...{ hashBytes: 32, memoryKibibytes: 65_536, passes: 2, lanes: 1 },
}
const expected = '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7'
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test.each([
  ['native', native.argon2id],
  ['portable', portable.argon2id],
])('%s: the vector of the reference implementation', async (_name, argon2id) => {
  expect(hex(await argon2id(vector))).toBe(expected)
})

describe('a password', () => {
  test('matches only its own hash; each hash has its own salt', async () => {
    const [one, two] = [await hashPassword('open sesame'), await hashPassword('open sesame')]
    expect(one).not.toBe(two)
    expect(await checkPassword('open sesame', one)).toEqual({ matches: true, outdated: false })
    expect(await checkPassword('open sesamf', one)).toEqual({ matches: false, outdated: false })
  })

  test.each([
    ['less memory', 'm=8,t=2,p=1'],
    ['fewer passes', 'm=19456,t=1,p=1'],
    ['more lanes', 'm=19456,t=2,p=2'],
  ])('with other cost parameters is outdated: %s', async (_what, cost) => {
    const [, salt, hash] = /p=1\$(.+)\$(.+)$/.exec(await hashPassword('x')) ?? []
    expect(await checkPassword('x', `$argon2id$v=19$${cost}$${salt}$${hash}`)).toEqual({
      matches: false,
      outdated: true,
    })
  })

  test.each(['', 'plain', '$argon2i$v=19$m=8,t=1,p=1$c29tZXNhbHQ$c29tZWhhc2g'])(
    '%j is not a valid hash',
    async (phc) => {
      expect(await checkPassword('plain', phc)).toEqual({ matches: false, outdated: false })
    },
  )

  test('concurrent checks all succeed', async () => {
    const hash = await hashPassword('open sesame')
    const checks = await Promise.all(Array.from({ length: 9 }, () => checkPassword('open sesame', hash)))
    expect(checks.every(({ matches }) => matches)).toBe(true)
  })
})
