import Stripe from 'stripe'
import { afterAll, describe, expect, test } from 'vitest'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { buildFunctions } from '../support/edge-bundles.ts'
import { startNeonEndpoint } from '../support/neon-endpoint.ts'
import { runtimes } from '../support/runtimes.ts'

const secret = 'whsec_secretOfTheEdgeTests'
const webhook = (await buildFunctions()).filter(({ name }) => name === 'payments/webhook')

/** Stripe's SDK at the edge: the callback's signature is checked and the event stored, without anything of Node. */
describe.each(runtimes)('a callback of Stripe in $name', async (runtime) => {
  if (!hasPostgres()) return test.skip('is skipped without TEST_DATABASE_URL')
  if (!runtime.isInstalled) return test.skip('is skipped: not installed')
  const { database, url } = await testDatabase()
  const neon = await startNeonEndpoint(url)
  afterAll(() => neon.stop())
  const origin = await runtime.start(webhook, {
    ...{ DATABASE_URL: neon.url, PAYMENT_PROVIDER: 'stripe', LOG_LEVEL: 'error' },
    ...{ STRIPE_SECRET_KEY: 'sk_test_edge', STRIPE_WEBHOOK_SECRET: secret },
  })
  const payload = JSON.stringify({ id: 'evt_edge', type: 'payout.paid', data: { object: {} } })
  const send = async (signature: string) => {
    const headers = { 'stripe-signature': signature, 'x-function': 'payments/webhook' }
    const response = await fetch(`${origin}/webhooks/payments/stripe`, { method: 'POST', body: payload, headers })
    return { status: response.status, body: await response.json() }
  }
  const { webhooks } = new Stripe('sk_test_edge')

  test('that is signed is stored, once', async () => {
    const signature = webhooks.generateTestHeaderString({ payload, secret })
    expect(await send(signature)).toEqual({ status: 200, body: { stored: true } })
    expect(await send(signature)).toEqual({ status: 200, body: { stored: false } })
  })

  test('that is forged is refused', async () => {
    const signature = webhooks.generateTestHeaderString({ payload, secret: 'whsec_anotherOneThatIsNotOurs' })
    expect(await send(signature)).toMatchObject({ status: 400, body: { code: 'invalid_signature' } })
    const rows = await database.query({ name: '', text: "select from payment_events where event_id <> 'evt_edge'" }, [])
    expect(rows).toEqual([])
  })
})
