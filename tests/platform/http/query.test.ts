import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../../functions/_manifest.ts'
import type { Fault } from '../../../shared/platform/http/problem.ts'
import { readQuery } from '../../../shared/platform/http/query.ts'
import { staffHeaders } from '../../functions/back-office/staff.ts'
import { CRON_SECRET, testShop } from '../../support/shop.ts'

const Filters = z.object({
  q: z.string().optional(),
  limit: z.coerce.number().default(20),
  without: z.array(z.string()).optional(),
  sku: z
    .array(z.string())
    .transform((skus) => new Set(skus))
    .default(new Set<string>()),
})

function read(search: string) {
  const faults: Fault[] = []
  const query = readQuery(search, Filters, faults)
  return { query, faults: faults.map(({ path, message }) => `${path} ${message}`) }
}

describe('reads', () => {
  test.each([
    ['', {}],
    ['?', {}],
    ['?&&', {}],
    ['?q=fresh+milk', { q: 'fresh milk' }],
    ['?q=%E7%89%9B%E5%A5%B6&limit=5', { q: '牛奶', limit: '5' }],
    ['?q=a=b', { q: 'a=b' }],
    ['?q=a%2Bb%26c', { q: 'a+b&c' }],
    ['?q', { q: '' }],
    ['?%71=x', { q: 'x' }],
    ['?without=milk', { without: ['milk'] }],
    ['?without=milk&sku=A&without=eggs&sku=B', { without: ['milk', 'eggs'], sku: ['A', 'B'] }],
  ])('%s', (search, query) => {
    expect(read(search)).toEqual({ query, faults: [] })
  })
})

describe('refuses', () => {
  const KNOWN = 'is unknown: this operation has the query parameters q, limit, without, sku'
  const ENCODING = 'is not valid percent-encoding of UTF-8; % itself is %25'
  test.each([
    ['?colour=red', [`query.colour ${KNOWN}`]],
    ['?Q=milk&LIMIT=1', [`query.Q ${KNOWN}`, `query.LIMIT ${KNOWN}`]],
    ['?colour=red&colour=blue', [`query.colour ${KNOWN}`]],
    [
      '?__proto__=1&constructor=2&toString',
      ['__proto__', 'constructor', 'toString'].map((name) => `query.${name} ${KNOWN}`),
    ],
    ['?=x', [`query. ${KNOWN}`]],
    ['?q[]=x', [`query.q[] ${KNOWN}`]],
    ['?limit=1&limit=2', ['query.limit is sent 2 times, but has one value; send it once']],
    ['?limit=1&limit=1', ['query.limit is sent 2 times, but has one value; send it once']],
    ['?q=50%', [`query.q ${ENCODING}`]],
    ['?q=%zz', [`query.q ${ENCODING}`]],
    ['?q=%ff', [`query.q ${ENCODING}`]],
    ['?q=%ed%a0%80', [`query.q ${ENCODING}`]],
    ['?%ff=1', [`query.%ff ${ENCODING}`]],
    ['?q=%00', ['query.q contains a NUL character']],
    ['?without=a&without=%00', ['query.without contains a NUL character']],
  ])('%s', (search, faults) => {
    expect(read(search)).toEqual({ query: {}, faults })
  })

  test('any parameter of an operation that has none', () => {
    const faults: Fault[] = []
    readQuery('?page=2', undefined, faults)
    expect(faults).toEqual([{ path: 'query.page', message: 'is unknown: this operation has no query parameters' }])
  })

  test('thousands of parameters, with a short answer', () => {
    const search = `?${Array.from({ length: 5_000 }, (_, index) => `${'x'.repeat(200)}${index}=1`).join('&')}`
    expect(JSON.stringify(read(search)).length).toBeLessThan(5_000)
  })
})

describe('every operation', async () => {
  const shop = await testShop({ variables: { METRICS_TOKEN: CRON_SECRET } })
  const admin = await staffHeaders(shop, 'cus_admin', 'admin')
  const definitions = manifest.map(({ definition }) => definition)

  test.each(definitions.map((definition) => [definition.operation, definition] as const))(
    '%s',
    async (_operation, { method, route, access, body, acceptsAnyQuery, rawBodyTypes }) => {
      const path = route.replaceAll(/\{\w+\}/g, 'anything')
      const bySecret = access !== 'public' && ['cron', 'scraper'].includes(access.name)
      const answer = await shop.call(method, `${path}?onOffer=true&page=2`, {
        headers: {
          ...(bySecret ? { authorization: `Bearer ${CRON_SECRET}` } : admin),
          ...(rawBodyTypes === undefined ? {} : { 'content-type': rawBodyTypes[0] ?? '' }),
        },
        ...(body === undefined ? {} : { body: body.meta()?.example }),
      })
      const unknown = acceptsAnyQuery === true ? [] : ['query.onOffer', 'query.page']
      const { errors = [] } = z
        .object({ errors: z.array(z.object({ path: z.string() })).optional() })
        .parse(answer.body)
      expect(errors.map((error) => error.path).filter((name) => name.startsWith('query.'))).toEqual(unknown)
      if (acceptsAnyQuery !== true) expect(answer.body).toMatchObject({ status: 422, code: 'invalid_request' })
    },
  )

  test('only URLs to which others append parameters accept unknown ones', () => {
    expect(definitions.filter((definition) => definition.acceptsAnyQuery).map(({ operation }) => operation)).toEqual([
      'webhook',
    ])
  })
})
