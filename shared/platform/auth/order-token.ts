import type { Configuration } from '../configuration/configuration.ts'
import { hmac, matchesHmac } from './hmac.ts'

/**
 * What lets a guest read and cancel an order: derived from the order's id, so that it is never stored and the same
 * request answers the same token again.
 */
export function orderToken(configuration: Configuration, orderId: string): Promise<string> {
  return hmac(configuration.secretKey, `order:${orderId}`)
}

export function isOrderToken(configuration: Configuration, orderId: string, token: string): Promise<boolean> {
  return matchesHmac(configuration.secretKey, `order:${orderId}`, token)
}
