import { describe, expect, test } from 'vitest'
import { checkAge } from '../../../shared/orders/checkout/check-age.ts'
import { cartLine, snapshotOf } from './cart-samples.ts'

const wine = (facts = {}) =>
  snapshotOf({ lines: [cartLine({ sku: 'MILK' }), cartLine({ sku: 'WINE', ageRestricted: true })], ...facts })

describe('who orders what is age-restricted', () => {
  test('need not be asked where nothing is', () => {
    expect(checkAge(snapshotOf({ lines: [cartLine({})], birthDate: '2020-01-01' }), '2020-01-01')).toBeNull()
  })

  test('must say a birth date, for each product that wants it', () => {
    const claim = { ...cartLine({ sku: 'GIN' }), claimId: 'clm_1', expiresAt: '2026-11-28T12:00:00.000Z', live: true }
    const claims = [claim, { ...claim, sku: 'RUM', ageRestricted: true }]
    expect(checkAge(wine({ claims }), undefined)).toEqual({
      ...{ ok: false, code: 'birth_date_required', facts: { skus: ['WINE', 'RUM'] } },
      detail: 'What is age-restricted needs the birth date of who orders: send birthDate, or put it in the account.',
    })
  })

  test('what is declared counts before what the account says', () => {
    expect(checkAge(wine({ birthDate: '2020-01-01' }), '1990-01-01')).toBeNull()
    expect(checkAge(wine({ birthDate: '1990-01-01' }), '2020-01-01')).toMatchObject({ code: 'under_age' })
    expect(checkAge(wine({ birthDate: '1990-01-01' }), undefined)).toBeNull()
  })

  test.each([
    ['a day before the birthday', '2008-11-29', '2026-11-28T12:00:00.000Z', false],
    ['on the birthday', '2008-11-28', '2026-11-28T12:00:00.000Z', true],
    ['a month before the birthday', '2008-12-01', '2026-11-28T12:00:00.000Z', false],
    ['in a month before, on a later day', '2008-10-31', '2026-11-28T12:00:00.000Z', true],
    ['on the birthday, by the day in Hong Kong', '2008-11-29', '2026-11-28T16:00:00.000Z', true],
    ['a moment before it', '2008-11-29', '2026-11-28T15:59:59.999Z', false],
    ['born on 29 February, on 28 February', '2008-02-29', '2026-02-28T12:00:00.000Z', false],
    ['born on 29 February, on 1 March', '2008-02-29', '2026-03-01T12:00:00.000Z', true],
    ['a year too young', '2009-01-01', '2026-11-28T12:00:00.000Z', false],
  ])('is old enough, or not, %s', (_when, birthDate, now, old) => {
    const facts = { skus: ['WINE'], leastAge: 18 }
    const detail = 'What is age-restricted is not sold to anybody under 18.'
    expect(checkAge(wine({ now }), birthDate)).toEqual(old ? null : { ok: false, code: 'under_age', detail, facts })
  })
})
