import { dayAt } from '../shop-time.ts'

export interface SeedFlashSale {
  id: string
  sku: string
  price: number
  allocation: number
  perCustomerLimit: number
  startsAt: string
  endsAt: string
}

const saleMs = 24 * 3_600_000

/** One sale, active from `now` for a day: coffee beans at 38 % of their price. */
export function flashSales(now: Date, timeZone: string): SeedFlashSale[] {
  return [
    {
      id: `flash-${dayAt(now, timeZone).replaceAll('-', '')}-coffee`,
      sku: 'COFF-0001',
      price: 4900,
      allocation: 100,
      perCustomerLimit: 2,
      startsAt: now.toISOString(),
      endsAt: new Date(now.getTime() + saleMs).toISOString(),
    },
  ]
}
