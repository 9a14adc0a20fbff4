import type { BasketLine, Promotion } from '../../shared/promotions/types.ts'

export function pieces(sku: string, quantity: number, price: number): BasketLine {
  return { sku, unit: 'each', quantity, price, priceQuantity: 1, categoryIds: [] }
}

export function grams(sku: string, quantity: number, pricePerKilo: number): BasketLine {
  return { sku, unit: 'g', quantity, price: pricePerKilo, priceQuantity: 1000, categoryIds: [] }
}

/** A promotion of one kind; its id and code are its name. */
export function promotion(name: string, kind: Promotion['kind'], facts: Partial<Promotion>): Promotion {
  return {
    id: name,
    version: 1,
    code: name,
    kind,
    quantity: 2,
    amount: 0,
    freeQuantity: kind === 'bundle_free' ? 1 : 0,
    freeChoice: 'cheapest',
    percent: 0,
    description: { en: name },
    skus: ['A', 'B', 'C', 'D'],
    ...facts,
  }
}
