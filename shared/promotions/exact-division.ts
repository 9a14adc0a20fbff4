/** `dividend / divisor`, half up. Uses the remainder, because a float quotient near 2^53 could be wrong by one. */
export function divideHalfUp(dividend: number, divisor: number): number {
  const remainder = dividend % divisor
  const quotient = (dividend - remainder) / divisor
  return remainder * 2 >= divisor ? quotient + 1 : quotient
}

/** `factor × times / divisor` as whole part and remainder, exact even when the product exceeds 2^53. */
export function multiplyDivide(factor: number, times: number, divisor: number): { whole: number; remainder: number } {
  const product = factor * times
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % divisor
    return { whole: (product - remainder) / divisor, remainder }
  }
  const exact = BigInt(factor) * BigInt(times)
  return { whole: Number(exact / BigInt(divisor)), remainder: Number(exact % BigInt(divisor)) }
}

/** `percent` % of an amount, half up. */
export function percentOf(amount: number, percent: number): number {
  const { whole, remainder } = multiplyDivide(amount, percent, 100)
  return remainder >= 50 ? whole + 1 : whole
}
