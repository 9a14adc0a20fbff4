import { SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { manifest } from '../../functions/_manifest.ts'
import { configurationOf } from '../../shared/configuration/configuration.ts'
import { signAccessToken } from '../../shared/identity/access-token.ts'
import { Role } from '../../shared/identity/role.ts'
import { testShop } from '../support/shop.ts'
import { ownershipTests } from './ownership.ts'
import { bearer, signUp } from './people.ts'

const KEY = 'the key that signs today, and no other'
const PREVIOUS = 'the key that signed until yesterday evening'
const shop = await testShop({ variables: { JWT_SECRET_KEY: KEY, JWT_SECRET_KEY_PREVIOUS: PREVIOUS } })
const configuration = configurationOf(shop.env)
const { account, tokens, headers } = await signUp(shop)
const caller = { customerId: account.id, role: account.role }
const keyed = (key: string) => configurationOf({ JWT_SECRET_KEY: key })

const part = (token: string, index: number) => token.split('.')[index] ?? ''
const encoded = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
const decoded = (text: string): object => JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
const [header, payload, signature] = [0, 1, 2].map((index) => part(tokens.accessToken, index))

/** A token with our key and header, and claims that are wrong in one way. */
const signed = async (claims: object, expires: string | number = '5 m') =>
  new SignJWT({ sub: account.id, role: 'customer', iss: 'larder', aud: 'larder', ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: String(Object(decoded(header ?? '')).kid) })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(KEY))

const unsigned = `${encoded({ ...decoded(header ?? ''), alg: 'none' })}.${payload}.`
const wrong: Record<string, string | undefined> = {
  'no token': undefined,
  'no JWT': 'nonsense',
  'a refresh token': tokens.refreshToken,
  'alg none': unsigned,
  'alg none, with the old signature': `${unsigned}${signature}`,
  'another role in a signed token': `${header}.${encoded({ ...decoded(payload ?? ''), role: 'admin' })}.${signature}`,
  'a key that nobody knows': await signAccessToken(keyed('a key that an attacker would like to have'), caller),
  expired: await signed({}, Math.floor(Date.now() / 1_000) - 60),
  'another issuer': await signed({ iss: 'elsewhere' }),
  'another audience': await signed({ aud: 'elsewhere' }),
  'no role': await signed({ role: undefined }),
  'a role that there is not': await signed({ role: 'owner' }),
  'no subject': await signed({ sub: undefined }),
}

const guarded = manifest
  .map(({ definition }) => definition)
  .filter(({ access }) => access !== 'public' && access.name !== 'cron' && access.name !== 'scraper')

describe.each(guarded.map((one) => [`${one.method} ${one.route}`, one] as const))('%s', (_name, definition) => {
  const path = definition.route.replaceAll(/\{\w+\}/g, 'anything')
  const send = (authorization: Record<string, string>) =>
    shop.call(definition.method, path, { headers: authorization, ...(definition.body ? { body: {} } : {}) })

  const name = definition.access === 'public' ? 'public' : definition.access.name
  const refused = Object.entries(wrong).filter(([what]) => name !== 'anyone' || what !== 'no token')

  test.each(refused)('401 unauthenticated: %s', async (_what, token) => {
    const answer = await send(token === undefined ? {} : bearer(token))
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('let in: the role it is for, and an admin', async () => {
    for (const role of [name === 'anyone' ? 'customer' : name, 'admin']) {
      const token = await signAccessToken(configuration, { ...caller, role: Role.parse(role) })
      expect([401, 403]).not.toContain((await send(bearer(token))).status)
    }
  })

  test('another scheme is no token', async () => {
    expect((await send({ authorization: `Basic ${tokens.accessToken}` })).status).toBe(401)
  })

  test('let in: a good token, also of the key before', async () => {
    const before = await signAccessToken(keyed(PREVIOUS), caller)
    for (const good of [headers, bearer(before)]) expect((await send(good)).status).not.toBe(401)
  })
})

const forStaff = guarded.filter(({ access }) => access !== 'public' && ['staff', 'admin'].includes(access.name))
test.each(forStaff.map((one) => [`${one.method} ${one.route}`, one] as const))(
  '403 forbidden: a customer at %s',
  async (_name, one) => {
    const path = one.route.replaceAll(/\{\w+\}/g, 'anything')
    const answer = await shop.call(one.method, path, { headers, ...(one.body ? { body: {} } : {}) })
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  },
)

describe('what belongs to a customer', () => ownershipTests(shop))

test('there are endpoints to guard', () => {
  expect(guarded.length).toBeGreaterThan(0)
  expect(configuration.jwtSecretKeys).toEqual([KEY, PREVIOUS])
})
