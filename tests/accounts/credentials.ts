import { SignJWT } from 'jose'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import type { Role } from '../../shared/platform/auth/role.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import type { Admission } from '../../shared/platform/http/access/admission.ts'
import { CRON_SECRET, type TestShop } from '../support/shop.ts'
import { signUp } from './sign-up.ts'

export const KEY = 'the current signing key of the tests'
export const PREVIOUS = 'the previous signing key of the tests'
export const METRICS_TOKEN = 'a-collector-secret-of-tests'

/** `Authorization` headers by description; undefined for a request without one. */
type Credentials = Record<string, string | undefined>

export interface CredentialCases {
  /** Not authenticated: 401. */
  unknown: Credentials
  /** Authenticated without the required role: 403. */
  forbidden: Credentials
  admitted: Credentials
}

const part = (token: string, index: number) => token.split('.')[index] ?? ''
const encoded = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
const decoded = (text: string): object => JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
const keyed = (key: string) => getConfiguration({ JWT_SECRET_KEY: key })
const bearers = (tokens: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(tokens).map(([what, token]) => [what, `Bearer ${token}`]))

/** Invalid tokens with one error each. */
async function wrongTokens(customerId: string, accessToken: string): Promise<Record<string, string>> {
  const [header, payload, signature] = [0, 1, 2].map((index) => part(accessToken, index))
  /** A token that is signed with the right key. */
  const signed = (claims: object, expires: string | number = '5 m') =>
    new SignJWT({ sub: customerId, role: 'admin', iss: 'larder', aud: 'larder', ...claims })
      .setProtectedHeader({ alg: 'HS256', kid: String(Object(decoded(header ?? '')).kid) })
      .setExpirationTime(expires)
      .sign(new TextEncoder().encode(KEY))
  const unsigned = `${encoded({ ...decoded(header ?? ''), alg: 'none' })}.${payload}.`
  const admin = { customerId, role: 'admin' as const }
  return {
    'no JWT': 'nonsense',
    'alg none': unsigned,
    'alg none, with the original signature': `${unsigned}${signature}`,
    'another role in a signed token': `${header}.${encoded({ ...decoded(payload ?? ''), role: 'admin' })}.${signature}`,
    'an unknown key': await signAccessToken(keyed('a signing key that the shop does not have'), admin),
    expired: await signed({}, Math.floor(Date.now() / 1_000) - 60),
    'another issuer': await signed({ iss: 'elsewhere' }),
    'another audience': await signed({ aud: 'elsewhere' }),
    'no role': await signed({ role: undefined }),
    'an unknown role': await signed({ role: 'owner' }),
    'no subject': await signed({ sub: undefined }),
  }
}

/** Headers that are almost the right secret. */
const almost = (secret: string): Record<string, string> => ({
  'the secret with one more letter': `Bearer ${secret}x`,
  'the secret without its last letter': `Bearer ${secret.slice(0, -1)}`,
  'the secret in another case': `Bearer ${secret.toUpperCase()}`,
  'the secret without a scheme': secret,
  'the secret with another scheme': `Basic ${secret}`,
})

/**
 * For each kind of admission, which credentials are admitted and which are not. A new kind fails the type check until
 * it is added here.
 */
export async function testCredentials(shop: TestShop): Promise<Record<Admission['name'] | 'public', CredentialCases>> {
  const { account, tokens } = await signUp(shop)
  const token = (role: Role, key = KEY) => signAccessToken(keyed(key), { customerId: account.id, role })
  const none: Credentials = { nothing: undefined }
  const wrong = bearers({
    ...(await wrongTokens(account.id, tokens.accessToken)),
    'a refresh token': tokens.refreshToken,
  })
  const roles = {
    customer: bearers({
      'a customer': tokens.accessToken,
      'a customer, with the previous key': await token('customer', PREVIOUS),
    }),
    staff: bearers({ staff: await token('staff'), 'staff, with the previous key': await token('staff', PREVIOUS) }),
    admin: bearers({ 'an admin': await token('admin') }),
  }
  const all = { ...roles.customer, ...roles.staff, ...roles.admin }
  const secrets = {
    cron: bearers({ 'the CRON_SECRET': CRON_SECRET }),
    scraper: bearers({ 'the METRICS_TOKEN': METRICS_TOKEN }),
  }
  const invalid = {
    ...wrong,
    ...secrets.cron,
    ...secrets.scraper,
    'another scheme': `Basic ${tokens.accessToken}`,
    empty: '',
  }
  const known = { unknown: { ...none, ...invalid }, forbidden: {} }
  return {
    public: { unknown: {}, forbidden: {}, admitted: { ...none, ...invalid, ...all } },
    anyone: { unknown: invalid, forbidden: {}, admitted: { ...none, ...all } },
    customer: { ...known, admitted: all },
    staff: { ...known, forbidden: roles.customer, admitted: { ...roles.staff, ...roles.admin } },
    admin: { ...known, forbidden: { ...roles.customer, ...roles.staff }, admitted: roles.admin },
    cron: {
      unknown: { ...none, ...wrong, ...all, ...secrets.scraper, ...almost(CRON_SECRET), empty: '' },
      forbidden: {},
      admitted: secrets.cron,
    },
    scraper: {
      unknown: { ...none, ...wrong, ...all, ...secrets.cron, ...almost(METRICS_TOKEN), empty: '' },
      forbidden: {},
      admitted: secrets.scraper,
    },
  }
}
