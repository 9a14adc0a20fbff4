import type { Brand } from './brands.ts'
import type { Size } from './size.ts'
import type { Names } from './text.ts'

export type Temperature = 'ambient' | 'chilled' | 'frozen'

/** Values of a product that differ from its shelf's. */
interface Exception {
  temperature?: Temperature
  ageRestricted?: boolean
  lowStockThreshold?: number
}

/** `price` in cents for one piece or 1000 g; `onHand` in pieces or grams. */
export type Item = readonly [
  sku: string,
  brand: Brand | null,
  size: Size,
  price: number,
  onHand: number,
  zhHant: string,
  en: string,
  exception?: Exception,
]

export interface Shelf {
  slug: string
  name: Names
  temperature?: Temperature
  ageRestricted?: boolean
  items: readonly Item[]
}

export interface Department {
  slug: string
  name: Names
  shelves: readonly Shelf[]
}
