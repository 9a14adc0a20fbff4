interface SaidByDatabase {
  code: string
  message: string
  detail?: string | null | undefined
}

/**
 * Why a row can't be stored, when that is what the database complains of (SQLSTATE class 22, data exception, or 23,
 * integrity constraint). Null for anything else: an outage is no fault of a row.
 */
export function reasonOfViolation(said: SaidByDatabase | undefined): string | null {
  if (!said || !/^2[23]/.test(said.code)) return null
  if (said.message.includes('products_barcode_key')) {
    return `barcode: ${/\(barcode\)=\(([^)]*)\)/.exec(said.detail ?? '')?.[1] ?? 'is one that'} belongs to another product`
  }
  return said.detail ? `${said.message} (${said.detail})` : said.message
}
