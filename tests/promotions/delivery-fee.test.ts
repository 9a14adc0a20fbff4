import { describe, expect, test } from 'vitest'
import { calculateDeliveryFee } from '../../shared/promotions/delivery-fee.ts'

const zone = { fee: 2000, freeFrom: 50_000, minimumBasket: 20_000 }

describe('the delivery fee', () => {
  test('is the sum of the fees of slot and zone', () => {
    expect(calculateDeliveryFee({ slotFee: 3500, zone }, 49_999)).toBe(5500)
  })

  test('is 0 from the threshold on', () => {
    expect(calculateDeliveryFee({ slotFee: 3500, zone }, 50_000)).toBe(0)
  })

  test('with a threshold of 0 it is always 0, without a threshold never', () => {
    expect(calculateDeliveryFee({ slotFee: 3500, zone: { ...zone, freeFrom: 0 } }, 0)).toBe(0)
    expect(calculateDeliveryFee({ slotFee: 3500, zone: { ...zone, freeFrom: null } }, 10_000_000)).toBe(5500)
  })

  test('without zones it is the fee of the slot', () => {
    expect(calculateDeliveryFee({ slotFee: 3500, zone: null }, 10_000_000)).toBe(3500)
  })
})
