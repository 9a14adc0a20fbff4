import * as z from 'zod'
import type { EndpointDefinition } from '../../../shared/platform/http/definition.ts'

/** Secrets that must not appear in a log. */
export const planted = {
  email: 'planted.person@example.com',
  password: 'planted password 4711',
  name: 'Planted Person',
  phone: '+852 5555 0147',
  line1: 'Planted Road 7',
  card: '4242424242424242',
  note: 'planted words to the courier',
  bearer: 'planted-bearer-token',
  orderToken: 'plantedOrderTokenplantedOrderTokenplanted12',
  refreshToken: `ses_${'0'.repeat(26)}.plantedRefreshTokenplantedRefreshToken12345`,
  key: 'planted-idempotency-key',
  search: 'planted-ailment',
}
const address = { name: planted.name, phone: planted.phone, line1: planted.line1, notes: planted.note }

/** The value of a body's field with this name. */
const fields: Record<string, unknown> = {
  ...planted,
  ...{ address, addresses: [address], reason: planted.note, description: { en: planted.note }, code: planted.card },
}

interface PlantedRequest {
  what: string
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

/** Requests with secrets in every part, well-formed and malformed. */
export function plantedRequests(definition: EndpointDefinition, names: Record<string, string>): PlantedRequest[] {
  const { method, route } = definition
  const pathOf = (nameOf: (name: string) => string) =>
    route.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(nameOf(name)))
  const parameters = { q: planted.search, email: planted.email, token: planted.bearer, cursor: planted.card }
  const known = Object.entries(parameters).filter(([name]) => name in (definition.query?.shape ?? {}))
  const headers = {
    ...{ 'idempotency-key': planted.key, 'x-order-token': planted.orderToken, 'content-type': 'application/json' },
    ...{ cookie: `session=${planted.bearer}`, referer: `http://shop.example/?name=${planted.search}` },
    ...{ 'user-agent': planted.search, 'stripe-signature': planted.bearer, 'x-larder-signature': planted.bearer },
  }
  const real = pathOf((name) => names[name] ?? planted.search)
  const shape = definition.body instanceof z.ZodObject ? Object.keys(definition.body.shape) : []
  const example = Object(definition.body?.meta()?.example)
  const filled = {
    ...example,
    ...Object.fromEntries(shape.filter((key) => key in fields).map((key) => [key, fields[key]])),
  }
  const everything = JSON.stringify({ ...filled, ...fields })
  const bodies =
    ['GET', 'DELETE'].includes(method) && definition.body === undefined
      ? []
      : [
          ['all at once', everything, 'application/json'],
          ['not JSON', everything.slice(0, -9), 'application/json'],
          ['another media type', everything, 'text/plain'],
          ['a list', `[${everything}]`, 'application/json'],
        ].map(([what = '', body = '', type = '']) => {
          return { what, method, path: real, headers: { ...headers, 'content-type': type }, body }
        })
  const own = definition.body === undefined ? {} : { body: JSON.stringify({ ...filled, ...pick(names, shape) }) }
  return [
    { what: 'well formed', method, path: real, headers, ...own },
    { what: 'in the query', method, path: `${real}?${new URLSearchParams(known)}`, headers, ...own },
    { what: 'in an unknown parameter', method, path: `${real}?${new URLSearchParams(parameters)}`, headers, ...own },
    { what: 'in the path', method, path: pathOf(() => planted.email), headers, ...own },
    {
      what: 'a bad token',
      method,
      path: real,
      headers: { ...headers, authorization: `Bearer ${planted.bearer}` },
      ...own,
    },
    ...bodies,
  ]
}

const pick = (names: Record<string, string>, keys: readonly string[]) =>
  Object.fromEntries(keys.filter((key) => key in names).map((key) => [key, names[key]]))

/** Which of these texts a log contains, plain or URL-encoded. */
export function foundIn(log: string, secrets: readonly string[]): string[] {
  const encodings = (text: string) => [
    text,
    encodeURIComponent(text),
    new URLSearchParams({ a: text }).toString().slice(2),
  ]
  return secrets.filter((secret) => encodings(secret).some((form) => log.includes(form)))
}
