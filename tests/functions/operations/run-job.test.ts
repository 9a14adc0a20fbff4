import { describe, expect, test } from 'vitest'
import { jobs } from '../../../shared/jobs/jobs.ts'
import { CRON_SECRET, testShop } from '../../support/shop.ts'

const shop = await testShop()
const run = (name: string, authorization?: string) =>
  shop.call('POST', `/jobs/${name}`, { headers: authorization === undefined ? {} : { authorization } })

describe('200 with what was done and what is still due', () => {
  test.each([...jobs.keys()])('%s, also twice at once', async (name) => {
    const answers = await Promise.all([1, 2].map(() => run(name, `Bearer ${CRON_SECRET}`)))
    // The seed's flash sale runs: of two that would rebuild its gate, one does.
    const processed = name === 'rebuild-flash-sales' ? 1 : 0
    expect(answers.map(({ status, body }) => [status, Object(body).remaining])).toEqual([
      [200, 0],
      [200, 0],
    ])
    expect(answers.reduce((sum, { body }) => sum + Object(body).processed, 0)).toBe(processed)
  })
})

test.each([undefined, 'Bearer wrong', `Basic ${CRON_SECRET}`])(
  '401 with %s, whatever the job',
  async (authorization) => {
    for (const name of ['expire-holds', 'no-such-job']) {
      const { status, body, headers } = await run(name, authorization)
      expect([status, body]).toEqual([401, expect.objectContaining({ code: 'unauthenticated' })])
      expect(headers.get('www-authenticate')).toBe('Bearer')
    }
  },
)

test('404 job_not_found names the jobs that there are', async () => {
  const { status, body } = await run('make-coffee', `Bearer ${CRON_SECRET}`)
  expect([status, body]).toEqual([404, expect.objectContaining({ code: 'job_not_found', jobs: [...jobs.keys()] })])
})

test('405 for GET: a crawler runs no job', async () => {
  const { status, headers } = await shop.call('GET', '/jobs/expire-holds')
  expect([status, headers.get('allow')]).toEqual([405, 'POST'])
})
