import { checkDigit } from '../catalog/barcode.ts'
import type { LocalizedText } from '../localized-text.ts'
import type { Coupon } from '../promotions/types.ts'
import { brands } from './brands.ts'
import { coupons } from './coupons.ts'
import { deliverySlots, type SeedDeliverySlot } from './delivery-slots.ts'
import { deliveryZones, type SeedDeliveryZone } from './delivery-zones.ts'
import type { Department, Item, Shelf, Temperature } from './department.ts'
import { alcohol } from './departments/alcohol.ts'
import { bakery } from './departments/bakery.ts'
import { dairyEggs } from './departments/dairy-eggs.ts'
import { drinks } from './departments/drinks.ts'
import { frozen } from './departments/frozen.ts'
import { home } from './departments/home.ts'
import { meatSeafood } from './departments/meat-seafood.ts'
import { pantry } from './departments/pantry.ts'
import { produce } from './departments/produce.ts'
import { snacks } from './departments/snacks.ts'
import { flashSales, type SeedFlashSale } from './flash-sales.ts'
import type { SeedPromotion } from './promotion-builders.ts'
import { promotions } from './promotions.ts'
import { type Content, contentOf } from './size.ts'
import { localized, type Names } from './text.ts'

interface SeedCategory {
  id: string
  slug: string
  parentId: string | null
  name: LocalizedText
  position: number
}

export interface SeedProduct {
  sku: string
  barcode: string
  name: LocalizedText
  brand: LocalizedText | null
  categoryId: string
  unit: 'each' | 'g'
  price: number
  priceQuantity: 1 | 1000
  contentQuantity: number | null
  contentUnit: 'g' | 'ml' | 'each' | null
  ageRestricted: boolean
  temperature: Temperature
  onHand: number
  lowStockThreshold: number
  images: string[]
}

export interface Seed {
  categories: SeedCategory[]
  products: SeedProduct[]
  promotions: SeedPromotion[]
  coupons: Coupon[]
  deliveryZones: SeedDeliveryZone[]
  deliverySlots: SeedDeliverySlot[]
  flashSales: SeedFlashSale[]
}

const lowStockPieces = 12
const lowStockGrams = 5000
/** The items list the sales of one day, and the shop starts with a week's stock. Items in low stock stay low. */
const daysInStock = 7

/** In the order of the storefront. */
const departments = [produce, meatSeafood, dairyEggs, bakery, pantry, frozen, drinks, alcohol, snacks, home]

/**
 * An EAN-13 of the range for use within a shop (GS1 prefix 20), from the SKU alone: its four letters as a number of base
 * 26, then its four digits. A barcode is stable and unique.
 */
export function barcodeOf(sku: string): string {
  const [, letters = '', serial = ''] = /^([A-Z]{4})-([0-9]{4})$/.exec(sku) ?? []
  if (letters === '') throw new TypeError(`a SKU of the seed has four letters and four digits, not ${sku}`)
  const prefix = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 65, 0)
  const digits = `20${String(prefix).padStart(6, '0')}${serial}`
  return `${digits}${checkDigit(digits)}`
}

function category(slug: string, name: Names, parentId: string | null, position: number): SeedCategory {
  return { id: `cat-${slug}`, slug, parentId, name: localized(name), position }
}

function product(shelf: Shelf, item: Item): SeedProduct {
  const [sku, brand, size, price, onHand, zhHant, en, exception = {}] = item
  const content = contentOf(size)
  const lowStockThreshold = exception.lowStockThreshold ?? (content === null ? lowStockGrams : lowStockPieces)
  return {
    sku,
    barcode: barcodeOf(sku),
    name: localized(content === null ? [zhHant, en] : withSize([zhHant, en], content)),
    brand: brand === null ? null : localized(brands[brand]),
    categoryId: `cat-${shelf.slug}`,
    unit: content === null ? 'g' : 'each',
    price,
    priceQuantity: content === null ? 1000 : 1,
    contentQuantity: content?.quantity ?? null,
    contentUnit: content?.unit ?? null,
    ageRestricted: exception.ageRestricted ?? shelf.ageRestricted ?? false,
    temperature: exception.temperature ?? shelf.temperature ?? 'ambient',
    onHand: onHand > lowStockThreshold ? onHand * daysInStock : onHand,
    lowStockThreshold,
    images: [],
  }
}

function withSize([zhHant, en]: Names, content: Content): Names {
  return content.en === '' ? [zhHant, en] : [`${zhHant} ${content.zhHant}`, `${en} ${content.en}`]
}

function categoriesOf(department: Department, position: number): SeedCategory[] {
  const top = category(department.slug, department.name, null, position)
  return [top, ...department.shelves.map((shelf, at) => category(shelf.slug, shelf.name, top.id, at))]
}

/** The sample catalog. The same `now` and zone give the same seed. Parent categories come before their children. */
export function buildSeed(now: Date, timeZone: string): Seed {
  const shelves = departments.flatMap((department) => department.shelves)
  return {
    categories: departments.flatMap(categoriesOf),
    products: shelves.flatMap((shelf) => shelf.items.map((item) => product(shelf, item))),
    promotions: [...structuredClone(promotions)],
    coupons: coupons(now, timeZone),
    deliveryZones: structuredClone(deliveryZones),
    deliverySlots: deliverySlots(now, timeZone),
    flashSales: flashSales(now, timeZone),
  }
}
