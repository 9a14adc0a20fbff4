/** `HK$1,234.50`: an amount in minor units as a shopper reads it, with the currency's own number of decimals. */
export function formatMoney(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-HK', { style: 'currency', currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amount / 10 ** decimals)
}
