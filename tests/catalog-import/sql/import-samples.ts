import { actor } from '../../support/sql/actor.ts'

export const batch = { actor, source: 'feed' }

/** A product as an import sends it. */
export const importedRow = (sku: string, columns: Record<string, unknown> = {}) => ({
  ...{ sku, version: null, barcode: null, name: { en: sku }, brand: null, category_id: 'other', unit: 'each' },
  ...{ price: 500, price_quantity: 1, content_quantity: null, content_unit: null, age_restricted: false },
  ...{ temperature: 'ambient', stock: 7, ...columns },
})
