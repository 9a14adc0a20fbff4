import { describe, expect, test } from 'vitest'
import { problem } from '../../../shared/platform/http/problem.ts'
import { problems, titleOf } from '../../../shared/platform/http/problem-codes.ts'
import { Problem } from '../../../shared/platform/http/problem-schema.ts'
import { toResponse } from '../../../shared/platform/http/reply.ts'
import { refusals } from '../../../shared/refusals.ts'

describe('problem', () => {
  test('is an RFC 9457 document with a stable code', async () => {
    const response = toResponse(
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

  test('facts never replace the standard fields', async () => {
    const facts = { status: 200, code: 'fine', requestId: 'another', type: 'x', title: 'x', detail: 'x' }
    expect(await toResponse(problem('slot_full', 'Full.', 'id-12345678', facts)).json()).toMatchObject({
      status: 409,
      code: 'slot_full',
      requestId: 'id-12345678',
    })
  })

  test('every code has a status between 400 and 503, a detail and a readable title', async () => {
    for (const [code, { status, detail }] of Object.entries(problems)) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
      expect(status, code).toBeGreaterThanOrEqual(400)
      expect(status, code).toBeLessThanOrEqual(503)
      expect(detail, code).toMatch(/^[A-Z].*\.$/)
      expect(titleOf(code), code).toMatch(/^[A-Z][a-z ]+$/)
    }
  })

  test('a refusal is 4xx, or 503 for the outage of another service', async () => {
    for (const [code, { status }] of Object.entries(refusals)) {
      if (code.endsWith('_unavailable')) expect(status, code).toBe(503)
      else expect(status, code).toBeLessThan(500)
    }
    const shown = problem('image_store_unavailable', 'What to do.', 'id-12345678')
    expect(Problem.parse(await toResponse(shown).json())).toMatchObject({
      code: 'image_store_unavailable',
      status: 503,
    })
  })
})
