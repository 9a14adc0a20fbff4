import { delay, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach } from 'vitest'
import * as z from 'zod'

export const STRIPE_URL = 'https://stripe.test.example'
export const STRIPE_KEY = 'sk_test_keyOfTheTests'

/** Smallest amounts, in Stripe's units. */
const MINIMUMS: Readonly<Record<string, number>> = { hkd: 400, jpy: 50, krw: 50, huf: 17_500 }
/** ISK and UGX have no fractions, and three-decimal currencies a last digit 0. */
const STEPS: Readonly<Record<string, number>> = { isk: 100, ugx: 100, kwd: 10, bhd: 10 }

interface Intent {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  amount_capturable: number
  capture_method: string
  /** `manual`: a card is only authorised. Overrides `capture_method`. */
  card_capture_method: string | null
  client_secret: string
  currency: string
  last_payment_error: unknown
  metadata: Record<string, string>
  status: string
}

interface Refund {
  id: string
  object: 'refund'
  amount: number
  status: string
  payment_intent: string
  metadata: Record<string, string>
}

interface RecordedRequest {
  method: string
  path: string
  key: string | null
  form: Record<string, string>
  version: string | null
  authorization: string | null
}

/** The result of the next request: an error response or none, before or after the request had its effect. */
type Fault =
  | { status: number; error: { type: string; code?: string; message?: string }; after?: boolean }
  | { noAnswer: true; after?: boolean }
  /** The connection stays open without a response. */
  | { hangs: true; after?: boolean }

/**
 * A test double of Stripe's documented API: form-encoded requests, the first response repeated for the same idempotency key,
 * `idempotency_error` for another request with it, and errors as `{ error: { type, code, message } }`.
 */
export function stripeDouble() {
  const intents = new Map<string, Intent>()
  const refunds: Refund[] = []
  const disputes: { id: string; object: 'dispute'; status: string; payment_intent: string }[] = []
  const answers = new Map<string, { print: string; status: number; body: unknown }>()
  const requests: RecordedRequest[] = []
  const faults: Fault[] = []
  const expired = new Set<string>()
  let ids = 0

  const refuse = (status: number, error: object) => ({ status, body: { error } })
  const withIntent = (id: string, act: (intent: Intent) => { status: number; body: unknown }) => {
    const intent = intents.get(id)
    if (intent !== undefined) return act(intent)
    const message = `No such payment_intent: '${id}'`
    return refuse(404, { type: 'invalid_request_error', code: 'resource_missing', message, param: 'intent' })
  }
  const unexpected = (intent: Intent) =>
    refuse(400, {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message: `This PaymentIntent has a status of ${intent.status}.`,
      payment_intent: intent,
    })

  /** The documented rules for amounts: https://docs.stripe.com/currencies */
  function refuseAmount(amount: number, currency: string) {
    const error = (code: string, message: string) =>
      refuse(400, { type: 'invalid_request_error', code, message, param: 'amount' })
    if (amount < (MINIMUMS[currency] ?? 1)) return error('amount_too_small', `Amount is too small for ${currency}.`)
    const step = STEPS[currency] ?? 1
    return amount % step === 0 ? null : error('parameter_invalid_integer', `Amount must be divisible by ${step}.`)
  }

  function create(form: Record<string, string>) {
    const amount = Number(form.amount)
    const refused = refuseAmount(amount, form.currency ?? '')
    if (refused !== null) return refused
    const id = `pi_test_${++ids}`
    const intent: Intent = {
      ...{ id, object: 'payment_intent', amount, amount_received: 0, amount_capturable: 0 },
      ...{ capture_method: form.capture_method ?? 'automatic', client_secret: `${id}_secret_test` },
      card_capture_method: form['payment_method_options[card][capture_method]'] ?? null,
      ...{ currency: form.currency ?? '', last_payment_error: null, status: 'requires_payment_method' },
      metadata: { order_id: form['metadata[order_id]'] ?? '' },
    }
    intents.set(id, intent)
    return { status: 200, body: { ...intent } }
  }

  function refund(form: Record<string, string>) {
    return withIntent(form.payment_intent ?? '', (intent) => {
      const amount = Number(form.amount)
      const refused = amount % (STEPS[intent.currency] ?? 1) === 0 ? null : refuseAmount(amount, intent.currency)
      if (refused !== null) return refused
      const before = refunds.filter(({ payment_intent: of, status }) => of === intent.id && status !== 'failed')
      if (before.reduce((sum, one) => sum + one.amount, 0) + amount > intent.amount_received) {
        return refuse(400, {
          type: 'invalid_request_error',
          code: 'charge_already_refunded',
          message: 'Charge has already been refunded.',
        })
      }
      const metadata = { refund_id: form['metadata[refund_id]'] ?? '', order_id: form['metadata[order_id]'] ?? '' }
      const created: Refund = {
        ...{
          id: `re_test_${++ids}`,
          object: 'refund',
          amount,
          status: 'succeeded',
          payment_intent: intent.id,
          metadata,
        },
      }
      refunds.push(created)
      return { status: 200, body: { ...created } }
    })
  }

  function act(method: string, path: string, form: Record<string, string>): { status: number; body: unknown } {
    const [, , resource, id = '', verb] = path.split('/')
    const list = (data: unknown[]) => ({ status: 200, body: { object: 'list', data, has_more: false, url: path } })
    if (resource === 'refunds') {
      return method === 'POST'
        ? refund(form)
        : list(refunds.filter((one) => one.payment_intent === form.payment_intent))
    }
    if (resource === 'disputes') return list(disputes.filter((one) => one.payment_intent === form.payment_intent))
    if (method === 'POST' && id === '') return create(form)
    return withIntent(id, (intent) => {
      if (verb === 'capture') {
        if (expired.has(intent.id)) {
          return refuse(400, {
            type: 'invalid_request_error',
            code: 'charge_expired_for_capture',
            message: 'The charge cannot be captured as the authorization has expired.',
          })
        }
        if (intent.status !== 'requires_capture') return unexpected(intent)
        const amount_received = Number(form.amount_to_capture ?? intent.amount_capturable)
        const refused = refuseAmount(amount_received, intent.currency)
        if (refused !== null) return refused
        Object.assign(intent, { status: 'succeeded', amount_received, amount_capturable: 0 })
      } else if (verb === 'cancel') {
        if (['succeeded', 'canceled'].includes(intent.status)) return unexpected(intent)
        Object.assign(intent, { status: 'canceled', amount_capturable: 0 })
      }
      return { status: 200, body: { ...intent } }
    })
  }

  /** Stripe repeats the first response for a key, including errors caused by the request, but not a 5xx. */
  function idempotent(method: string, path: string, key: string | null, form: Record<string, string>) {
    const print = JSON.stringify([method, path, form])
    const before = key === null ? undefined : answers.get(key)
    if (before !== undefined && before.print !== print) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.'
      return refuse(400, { type: 'idempotency_error', message })
    }
    const answer = before ?? { print, ...act(method, path, form) }
    if (key !== null) answers.set(key, answer)
    return answer
  }

  const server = setupServer(
    http.all(`${STRIPE_URL}/v1/*`, async ({ request }) => {
      const { pathname: path, searchParams } = new URL(request.url)
      const form = Object.fromEntries(
        request.method === 'GET' ? searchParams : new URLSearchParams(await request.text()),
      )
      const { method, headers } = request
      const key = headers.get('idempotency-key')
      requests.push({
        ...{ method, path, key, form },
        ...{ version: headers.get('stripe-version'), authorization: headers.get('authorization') },
      })
      const fault = faults.shift()
      if (fault !== undefined && fault.after === true) idempotent(method, path, key, form)
      if (fault !== undefined && 'hangs' in fault) await delay('infinite')
      else if (fault !== undefined) {
        return 'noAnswer' in fault
          ? HttpResponse.error()
          : HttpResponse.json({ error: fault.error }, { status: fault.status })
      }
      const { status, body } = idempotent(method, path, key, form)
      return HttpResponse.json(z.record(z.string(), z.unknown()).parse(body), { status })
    }),
  )
  server.listen({ onUnhandledFrame: 'error' })
  afterEach(() => {
    requests.length = 0
    faults.length = 0
  })
  afterAll(() => server.close())

  const change = (id: string | null, fields: Partial<Intent>): Intent => {
    const intent = intents.get(id ?? '')
    if (intent === undefined) throw new Error(`unknown PaymentIntent ${id}`)
    return Object.assign(intent, fields)
  }
  return {
    requests,
    faults,
    intents,
    refunds,
    disputes,
    /** The shopper pays: by card, which is only authorised if the capture method is `manual`, or by a method that can't. */
    pay(id: string | null, method: 'card' | 'fps' = 'card'): Intent {
      const { amount, card_capture_method } = change(id, {})
      if (card_capture_method === 'manual' && method === 'card')
        return change(id, { status: 'requires_capture', amount_capturable: amount })
      return change(id, { status: 'succeeded', amount_received: amount })
    },
    /** The authorisation expires, and Stripe has not cancelled the payment yet. */
    expireAuthorisation: (id: string | null) => expired.add(change(id, {}).id),
    process: (id: string | null) => change(id, { status: 'processing' }),
    decline: (id: string | null) => change(id, { last_payment_error: { code: 'card_declined', type: 'card_error' } }),
  }
}
