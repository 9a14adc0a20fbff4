import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { buildFunctions, startWorker } from '../support/edge-bundles.ts'
import { startNeonEndpoint } from '../support/neon-endpoint.ts'

/** Stripe's SDK in workerd: the callback's signature is checked and the event stored, without anything of Node. */
describe.runIf(hasPostgres())('a callback of Stripe at the edge', async () => {
  const secret = 'whsec_secretOfTheEdgeTests'
  const { database, url } = await testDatabase()
  const neon = await startNeonEndpoint(url)
  const webhook = (await buildFunctions()).find(({ name }) => name === 'payments/webhook')
  if (webhook === undefined) throw new Error('there is no payments/webhook')
  const origin = await startWorker(webhook, {
    ...{ DATABASE_URL: neon.url, PAYMENT_PROVIDER: 'stripe' },
    ...{ STRIPE_SECRET_KEY: 'sk_test_edge', STRIPE_WEBHOOK_SECRET: secret },
  })
  const payload = JSON.stringify({ id: 'evt_edge', type: 'payout.paid', data: { object: {} } })
  const send = async (signature: string) => {
    const headers = { 'stripe-signature': signature }
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
    await neon.stop()
  })
})
