import { SignJWT } from 'jose'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import type { Role } from '../../shared/platform/auth/role.ts'
import { configurationOf } from '../../shared/platform/configuration/configuration.ts'
import type { Admission } from '../../shared/platform/http/access/admission.ts'
import { CRON_SECRET, type TestShop } from '../support/shop.ts'
import { signUp } from './people.ts'

export const KEY = 'the key that signs today, and no other'
export const PREVIOUS = 'the key that signed until yesterday evening'
export const METRICS_TOKEN = 'a-collector-secret-of-tests'

/** What is sent as `Authorization`, by what it is; nothing is sent where it is undefined. */
type Credentials = Record<string, string | undefined>

export interface Admitted {
  /** 401: nobody is known by it. */
  unknown: Credentials
  /** 403: it is known who it is, and it is not for them. */
  forbidden: Credentials
  letIn: Credentials
}

const part = (token: string, index: number) => token.split('.')[index] ?? ''
const encoded = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
const decoded = (text: string): object => JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
const keyed = (key: string) => configurationOf({ JWT_SECRET_KEY: key })
const bearers = (tokens: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(tokens).map(([what, token]) => [what, `Bearer ${token}`]))

/** Tokens that are wrong in one way each. */
async function wrongTokens(customerId: string, accessToken: string): Promise<Record<string, string>> {
  const [header, payload, signature] = [0, 1, 2].map((index) => part(accessToken, index))
  /** A token with our key and header. */
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
    'alg none, with the old signature': `${unsigned}${signature}`,
    'another role in a signed token': `${header}.${encoded({ ...decoded(payload ?? ''), role: 'admin' })}.${signature}`,
    'a key that nobody knows': await signAccessToken(keyed('a key that an attacker would like to have'), admin),
    expired: await signed({}, Math.floor(Date.now() / 1_000) - 60),
    'another issuer': await signed({ iss: 'elsewhere' }),
    'another audience': await signed({ aud: 'elsewhere' }),
    'no role': await signed({ role: undefined }),
    'a role that there is not': await signed({ role: 'owner' }),
    'no subject': await signed({ sub: undefined }),
  }
}

/** What is no secret, though it is near the right one. */
const nearly = (secret: string): Record<string, string> => ({
  'the secret, and one letter': `Bearer ${secret}x`,
  'the secret without its last letter': `Bearer ${secret.slice(0, -1)}`,
  'the secret in another case': `Bearer ${secret.toUpperCase()}`,
  'the secret without a scheme': secret,
  'the secret by another scheme': `Basic ${secret}`,
})

/**
 * For each admission that there is, who is let in by it and who is not. One that is added does not pass the types until
 * it is told here.
 */
export async function credentialsOf(shop: TestShop): Promise<Record<Admission['name'] | 'public', Admitted>> {
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
      'a customer, by the key before': await token('customer', PREVIOUS),
    }),
    staff: bearers({ staff: await token('staff'), 'staff, by the key before': await token('staff', PREVIOUS) }),
    admin: bearers({ 'an admin': await token('admin') }),
  }
  const all = { ...roles.customer, ...roles.staff, ...roles.admin }
  const secrets = {
    cron: bearers({ 'the CRON_SECRET': CRON_SECRET }),
    scraper: bearers({ 'the METRICS_TOKEN': METRICS_TOKEN }),
  }
  const nobody = {
    ...wrong,
    ...secrets.cron,
    ...secrets.scraper,
    'another scheme': `Basic ${tokens.accessToken}`,
    empty: '',
  }
  const known = { unknown: { ...none, ...nobody }, forbidden: {} }
  return {
    public: { unknown: {}, forbidden: {}, letIn: { ...none, ...nobody, ...all } },
    anyone: { unknown: nobody, forbidden: {}, letIn: { ...none, ...all } },
    customer: { ...known, letIn: all },
    staff: { ...known, forbidden: roles.customer, letIn: { ...roles.staff, ...roles.admin } },
    admin: { ...known, forbidden: { ...roles.customer, ...roles.staff }, letIn: roles.admin },
    cron: {
      unknown: { ...none, ...wrong, ...all, ...secrets.scraper, ...nearly(CRON_SECRET), empty: '' },
      forbidden: {},
      letIn: secrets.cron,
    },
    scraper: {
      unknown: { ...none, ...wrong, ...all, ...secrets.cron, ...nearly(METRICS_TOKEN), empty: '' },
      forbidden: {},
      letIn: secrets.scraper,
    },
  }
}
