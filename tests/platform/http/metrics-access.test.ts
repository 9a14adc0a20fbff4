import { expect, test } from 'vitest'
import metrics from '../../../functions/operations/metrics.ts'

const TOKEN = 'q7Rz2mWx9Kp4Lv8B'
const production = {
  ...{ DEBUG: 'False', DATABASE_URL: 'memory:', REDIS_URL: 'memory:', ALLOWED_HOSTS: 'shop.example' },
  ...{ SECRET_KEY: 'kX9v2mQ7pL4wT8zB6nR1cY5hJ3dF0gSa', JWT_SECRET_KEY: 'Zr4uW7yBqE2tH9kN5sV8xA1cF6jM3pGd' },
  ...{ PAYMENT_PROVIDER: 'sandbox', LOG_LEVEL: 'silent' },
}

async function scrape(env: Record<string, string>, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await metrics.fetch(new Request('http://shop.example/metrics', { headers }), env)
  return { status: response.status, text: await response.text() }
}

test('401 in production without METRICS_TOKEN, whatever is sent', async () => {
  for (const token of [undefined, '', 'undefined', TOKEN]) {
    const answer = await scrape(production, token)
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('larder_')
  }
  expect((await scrape(production)).text).toContain('Set it, and send it')
})

test('in production only the METRICS_TOKEN is accepted', async () => {
  const env = { ...production, METRICS_TOKEN: TOKEN }
  expect((await scrape(env)).status).toBe(401)
  expect((await scrape(env, `${TOKEN}x`)).status).toBe(401)
  expect(await scrape(env, TOKEN)).toMatchObject({ status: 200, text: expect.stringContaining('larder_http') })
})

test('public in development without METRICS_TOKEN', async () => {
  expect((await scrape({ DATABASE_URL: 'memory:', LOG_LEVEL: 'silent' })).status).toBe(200)
})
