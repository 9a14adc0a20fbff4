import { describe, expect, test } from 'vitest'
import { jobs } from '../../../shared/jobs/jobs.ts'
import { CRON_SECRET, testShop } from '../../support/shop.ts'

const shop = await testShop()
const run = (name: string, authorization?: string) =>
  shop.call('POST', `/jobs/${name}`, { headers: authorization === undefined ? {} : { authorization } })

describe('200 with the processed and remaining counts', () => {
  test.each([...jobs.keys()])('%s, twice concurrently', async (name) => {
    const answers = await Promise.all([1, 2].map(() => run(name, `Bearer ${CRON_SECRET}`)))
    // The seed contains a running flash sale. One of the two calls rebuilds its gate.
    const processed = name === 'rebuild-flash-sales' ? 1 : 0
    expect(answers.map(({ status, body }) => [status, Object(body).remaining])).toEqual([
      [200, 0],
      [200, 0],
    ])
    expect(answers.reduce((sum, { body }) => sum + Object(body).processed, 0)).toBe(processed)
  })
})

test.each([undefined, 'Bearer wrong', `Basic ${CRON_SECRET}`])(
  '401 with %s, for any job name',
  async (authorization) => {
    for (const name of ['expire-holds', 'no-such-job']) {
      const { status, body, headers } = await run(name, authorization)
      expect([status, body]).toEqual([401, expect.objectContaining({ code: 'unauthenticated' })])
      expect(headers.get('www-authenticate')).toBe('Bearer')
    }
  },
)

test('404 job_not_found lists the jobs', async () => {
  const { status, body } = await run('make-coffee', `Bearer ${CRON_SECRET}`)
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'job_not_found', jobs: [...jobs.keys()] })])
})

test('405 for GET, so that crawlers run no jobs', async () => {
  const { status, headers } = await shop.call('GET', '/jobs/expire-holds')
  expect([status, headers.get('allow')]).toEqual([405, 'POST'])
})
