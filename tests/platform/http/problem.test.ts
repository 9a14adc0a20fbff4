import { describe, expect, test } from 'vitest'
import { problem, problems, refusalStatus, statusOf, titleOf } from '../../../shared/platform/http/problem.ts'
import { Problem } from '../../../shared/platform/http/problem-schema.ts'
import { responseOf } from '../../../shared/platform/http/reply.ts'
import { refusalCodes } from '../../../shared/refusals.ts'

describe('problem', () => {
  test('is an RFC 9457 document with a stable code', async () => {
    const response = responseOf(
      problem('slot_full', 'The slot is full.', 'id-12345678', { slotId: 's1' }, { 'retry-after': '2' }),
    )
    expect(response.status).toBe(409)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toEqual({
      type: '/docs#problem-slot_full',
      title: 'Slot full',
      status: 409,
      code: 'slot_full',
      detail: 'The slot is full.',
      requestId: 'id-12345678',
      slotId: 's1',
    })
  })

  test('facts never take the place of what a problem is', async () => {
    const facts = { status: 200, code: 'fine', requestId: 'another', type: 'x', title: 'x', detail: 'x' }
    expect(await responseOf(problem('slot_full', 'Full.', 'id-12345678', facts)).json()).toMatchObject({
      status: 409,
      code: 'slot_full',
      requestId: 'id-12345678',
    })
  })

  test('every code has a status between 400 and 503, a sentence and a readable title', async () => {
    for (const [code, { status, sentence }] of Object.entries(problems)) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(status, code).toBeGreaterThanOrEqual(400)
      expect(status, code).toBeLessThanOrEqual(503)
      expect(sentence, code).toMatch(/^[A-Z].*\.$/)
      expect(titleOf(code), code).toMatch(/^[A-Z][a-z ]+$/)
    }
  })

  test('a refusal of the domain is the caller’s to solve, 4xx, or somebody else’s outage, 503; it shows as a problem', async () => {
    for (const code of refusalCodes) {
      if (code === 'payment_provider_unavailable' || code === 'image_store_unavailable') {
        expect(refusalStatus[code], code).toBe(503)
      } else expect(refusalStatus[code], code).toBeLessThan(500)
      expect(statusOf(code)).toBe(refusalStatus[code])
      expect(Problem.parse(await responseOf(problem(code, 'What to do.', 'id-12345678')).json()).code).toBe(code)
    }
  })
})
