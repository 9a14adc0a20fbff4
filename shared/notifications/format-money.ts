/** Formats minor units as `HK$1,234.50`, with the number of decimals of the currency. */
export function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-HK', { style: 'currency', currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** decimals)
}
