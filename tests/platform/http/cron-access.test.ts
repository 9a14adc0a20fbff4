import { describe, expect, test } from 'vitest'
import { cron } from '../../../shared/platform/http/access/cron.ts'
import { bareEndpoint } from './toy-endpoint.ts'

const CRON_SECRET = 'sixteen-letters-x'
const env = { LOG_LEVEL: 'silent', CRON_SECRET }
const job = bareEndpoint('POST', cron)

function run(authorization: string | undefined, environment: Record<string, string> = env) {
  const headers = authorization === undefined ? {} : { authorization }
  return job.fetch(new Request('http://shop.example/toys', { method: 'POST', headers }), environment)
}

describe('an operation for the scheduler', () => {
  test.each([`Bearer ${CRON_SECRET}`, `bearer ${CRON_SECRET}`])('200 with the secret: %s', async (authorization) => {
    expect((await run(authorization)).status).toBe(200)
  })

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    CRON_SECRET,
    `Basic ${CRON_SECRET}`,
    `Bearer ${CRON_SECRET}x`,
    `Bearer ${CRON_SECRET.slice(0, -1)}`,
    `Bearer ${CRON_SECRET.toUpperCase()}`,
    `Bearer ${CRON_SECRET} ${CRON_SECRET}`,
  ])('401 with %s', async (authorization) => {
    const response = await run(authorization)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'unauthenticated' })
    expect(text).not.toContain(CRON_SECRET)
  })

  test.each(['Bearer undefined', 'Bearer null', 'Bearer  '])(
    '401 for every request when no secret is set: %s',
    async (authorization) => {
      expect((await run(authorization, { LOG_LEVEL: 'silent' })).status).toBe(401)
    },
  )
})
