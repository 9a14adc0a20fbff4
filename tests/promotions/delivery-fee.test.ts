import { describe, expect, test } from 'vitest'
import { deliveryFee } from '../../shared/promotions/delivery-fee.ts'

const zone = { fee: 2000, freeFrom: 50_000, minimumBasket: 20_000 }

describe('the delivery fee', () => {
  test("the slot's and the zone's together", () => {
    expect(deliveryFee({ slotFee: 3500, zone }, 49_999)).toBe(5500)
  })

  test('nothing from the threshold on, to the cent', () => {
    expect(deliveryFee({ slotFee: 3500, zone }, 50_000)).toBe(0)
  })

  test('a threshold of nothing is always free, and none never is', () => {
    expect(deliveryFee({ slotFee: 3500, zone: { ...zone, freeFrom: 0 } }, 0)).toBe(0)
    expect(deliveryFee({ slotFee: 3500, zone: { ...zone, freeFrom: null } }, 10_000_000)).toBe(5500)
  })

  test("a shop without zones asks for the slot's", () => {
    expect(deliveryFee({ slotFee: 3500, zone: null }, 10_000_000)).toBe(3500)
  })
})
