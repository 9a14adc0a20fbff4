import type { Configuration } from '../configuration/configuration.ts'
import { hmac, verifyHmac } from './hmac.ts'

/**
 * Lets a guest read and cancel an order. It is derived from the order's id, so it is never stored and a repeated request
 * returns the same token.
 */
export function orderToken(configuration: Configuration, orderId: string): Promise<string> {
  return hmac(configuration.secretKey, `order:${orderId}`)
}

export function verifyOrderToken(configuration: Configuration, orderId: string, token: string): Promise<boolean> {
  return verifyHmac(configuration.secretKey, `order:${orderId}`, token)
}
