import type { OutboxMessage } from './message.ts'

/** Of one endpoint of outgoing webhooks: one that hangs leaves room for mails, refunds and other endpoints. */
const DELIVERIES_AT_ONE_ENDPOINT = 2

export interface DeliveryQueue {
  /** What may begin now; undefined when there is nothing, or only what must wait for a delivery that is at hand. */
  next(): OutboxMessage | undefined
  /** Told when a delivery has ended; `silent`: it was not answered in time. */
  ended(message: OutboxMessage, silent: boolean): void
  /** What was not begun, because its endpoint is silent: it need not be asked again at once. */
  ofSilentEndpoints(): OutboxMessage[]
  /** Takes out all the others that were not begun. */
  rest(): OutboxMessage[]
}

/** The claimed rows of one run, in their order. The lane of a webhook is its endpoint. */
export function deliveryQueue(messages: readonly OutboxMessage[]): DeliveryQueue {
  let waiting = [...messages]
  const atHand = new Map<string, number>()
  const silentEndpoints = new Set<string>()
  const endpointOf = ({ topic, lane }: OutboxMessage) => (topic === 'webhook' ? lane : null)
  const isSilent = (endpoint: string | null) => endpoint !== null && silentEndpoints.has(endpoint)
  const isFree = (endpoint: string | null) =>
    endpoint === null || (atHand.get(endpoint) ?? 0) < DELIVERIES_AT_ONE_ENDPOINT
  const count = (endpoint: string | null, more: number) => {
    if (endpoint !== null) atHand.set(endpoint, (atHand.get(endpoint) ?? 0) + more)
  }
  return {
    next() {
      const at = waiting.findIndex((message) => {
        const endpoint = endpointOf(message)
        return !isSilent(endpoint) && isFree(endpoint)
      })
      if (at === -1) return undefined
      const [message] = waiting.splice(at, 1)
      if (message !== undefined) count(endpointOf(message), 1)
      return message
    },
    ended(message, silent) {
      const endpoint = endpointOf(message)
      count(endpoint, -1)
      if (silent && endpoint !== null) silentEndpoints.add(endpoint)
    },
    ofSilentEndpoints: () => waiting.filter((message) => isSilent(endpointOf(message))),
    rest() {
      const others = waiting.filter((message) => !isSilent(endpointOf(message)))
      waiting = waiting.filter((message) => !others.includes(message))
      return others
    },
  }
}
