import { findCurrency } from '../platform/configuration/currencies.ts'

/** Formats minor units as `HK$1,234.50`, with the decimals that the shop's amounts have. */
export function formatMoney(amount: number, currency: string): string {
  const { decimals } = findCurrency(currency)
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  return new Intl.NumberFormat('en-HK', { style: 'currency', currency, ...digits }).format(amount / 10 ** decimals)
}
