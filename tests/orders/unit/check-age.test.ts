import { describe, expect, test } from 'vitest'
import type { CartSnapshot } from '../../../shared/carts/cart-snapshot.ts'
import { checkAge as checkAgeIn } from '../../../shared/orders/checkout/check-age.ts'
import { cartLine, snapshotOf } from './cart-samples.ts'

const checkAge = (cart: CartSnapshot, declared: string | undefined, timeZone = 'Asia/Hong_Kong') =>
  checkAgeIn(cart, declared, timeZone)
const wine = (facts = {}) =>
  snapshotOf({ lines: [cartLine({ sku: 'MILK' }), cartLine({ sku: 'WINE', ageRestricted: true })], ...facts })

describe('the age check', () => {
  test.each([
    ['Asia/Hong_Kong', '2026-11-28T16:00:00.000Z', '2026-11-28T15:59:59.999Z'],
    ['Europe/London', '2026-11-29T00:00:00.000Z', '2026-11-28T23:59:59.999Z'],
    ['America/New_York', '2026-11-29T05:00:00.000Z', '2026-11-29T04:59:59.999Z'],
    ['Pacific/Kiritimati', '2026-11-28T10:00:00.000Z', '2026-11-28T09:59:59.999Z'],
  ])('the birthday begins at midnight of the shop in %s', (timeZone, old, young) => {
    expect(checkAge(wine({ now: old }), '2008-11-29', timeZone)).toBeNull()
    expect(checkAge(wine({ now: young }), '2008-11-29', timeZone)).toMatchObject({ code: 'under_age' })
  })

  test('ignores the birth date when no product is age-restricted', () => {
    expect(checkAge(snapshotOf({ lines: [cartLine({})], birthDate: '2020-01-01' }), '2020-01-01')).toBeNull()
  })

  test('requires a birth date, and lists the age-restricted products', () => {
    const claim = {
      ...cartLine({ sku: 'GIN' }),
      claimId: 'clm_1',
      expiresAt: '2026-11-28T12:00:00.000Z',
      live: true,
      active: true,
    }
    const claims = [claim, { ...claim, sku: 'RUM', ageRestricted: true }]
    expect(checkAge(wine({ claims }), undefined)).toEqual({
      ...{ ok: false, code: 'birth_date_required', facts: { skus: ['WINE', 'RUM'] } },
      detail: 'The cart contains age-restricted products. Send birthDate with the order, or add it to the account.',
    })
  })

  test('prefers the declared birth date to that of the account', () => {
    expect(checkAge(wine({ birthDate: '2020-01-01' }), '1990-01-01')).toBeNull()
    expect(checkAge(wine({ birthDate: '1990-01-01' }), '2020-01-01')).toMatchObject({ code: 'under_age' })
    expect(checkAge(wine({ birthDate: '1990-01-01' }), undefined)).toBeNull()
  })

  test.each([
    ['refuses a day before the birthday', '2008-11-29', '2026-11-28T12:00:00.000Z', false],
    ['accepts on the birthday', '2008-11-28', '2026-11-28T12:00:00.000Z', true],
    ['refuses a month before the birthday', '2008-12-01', '2026-11-28T12:00:00.000Z', false],
    ['accepts an earlier month with a later day', '2008-10-31', '2026-11-28T12:00:00.000Z', true],
    ['accepts on the birthday in Hong Kong', '2008-11-29', '2026-11-28T16:00:00.000Z', true],
    ['refuses a millisecond before midnight in Hong Kong', '2008-11-29', '2026-11-28T15:59:59.999Z', false],
    ['refuses a birthday of 29 February on 28 February', '2008-02-29', '2026-02-28T12:00:00.000Z', false],
    ['accepts a birthday of 29 February on 1 March', '2008-02-29', '2026-03-01T12:00:00.000Z', true],
    ['refuses a year too early', '2009-01-01', '2026-11-28T12:00:00.000Z', false],
  ])('%s', (_when, birthDate, now, old) => {
    const facts = { skus: ['WINE'], leastAge: 18 }
    const detail =
      'Age-restricted products are sold to customers aged 18 or older only. Remove the products listed in skus.'
    expect(checkAge(wine({ now }), birthDate)).toEqual(old ? null : { ok: false, code: 'under_age', detail, facts })
  })
})
