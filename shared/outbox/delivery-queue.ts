import type { OutboxMessage } from './message.ts'

/** Concurrent deliveries to one webhook endpoint. An endpoint that hangs leaves room for other messages. */
const MAX_DELIVERIES_PER_ENDPOINT = 2

export interface DeliveryQueue {
  /** The next message that may start now; undefined if none is left, or if all wait for a delivery in flight. */
  next(): OutboxMessage | undefined
  /** Must be called when a delivery has ended. After a timeout no further message to the endpoint starts. */
  finish(message: OutboxMessage, timedOut: boolean): void
  /** Messages that were not started because their endpoint timed out. */
  blocked(): OutboxMessage[]
  /** Removes and returns all other messages that were not started. */
  takeRemaining(): OutboxMessage[]
}

/** The claimed rows of one run, in order. The lane of a webhook is its endpoint. */
export function deliveryQueue(messages: readonly OutboxMessage[]): DeliveryQueue {
  let waiting = [...messages]
  const inFlight = new Map<string, number>()
  const timedOutEndpoints = new Set<string>()
  const endpointOf = ({ topic, lane }: OutboxMessage) => (topic === 'webhook' ? lane : null)
  const isBlocked = (endpoint: string | null) => endpoint !== null && timedOutEndpoints.has(endpoint)
  const hasCapacity = (endpoint: string | null) =>
    endpoint === null || (inFlight.get(endpoint) ?? 0) < MAX_DELIVERIES_PER_ENDPOINT
  const addInFlight = (endpoint: string | null, change: number) => {
    if (endpoint !== null) inFlight.set(endpoint, (inFlight.get(endpoint) ?? 0) + change)
  }
  return {
    next() {
      const index = waiting.findIndex((message) => {
        const endpoint = endpointOf(message)
        return !isBlocked(endpoint) && hasCapacity(endpoint)
      })
      if (index === -1) return undefined
      const [message] = waiting.splice(index, 1)
      if (message !== undefined) addInFlight(endpointOf(message), 1)
      return message
    },
    finish(message, timedOut) {
      const endpoint = endpointOf(message)
      addInFlight(endpoint, -1)
      if (timedOut && endpoint !== null) timedOutEndpoints.add(endpoint)
    },
    blocked: () => waiting.filter((message) => isBlocked(endpointOf(message))),
    takeRemaining() {
      const remaining = waiting.filter((message) => !isBlocked(endpointOf(message)))
      waiting = waiting.filter((message) => !remaining.includes(message))
      return remaining
    },
  }
}
