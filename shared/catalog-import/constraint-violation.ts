interface DriverError {
  code: string
  message: string
  detail?: string | null | undefined
}

/**
 * Why the database refuses a row: SQLSTATE class 22 (data exception) or 23 (integrity constraint violation). Null for
 * every other error, such as an outage: it must not count as a bad row.
 */
export function describeViolation(error: DriverError | undefined): string | null {
  if (!error || !/^2[23]/.test(error.code)) return null
  if (error.message.includes('products_barcode_key')) {
    return 'has the barcode of another product, which got it at the same time'
  }
  return error.detail ? `${error.message} (${error.detail})` : error.message
}
