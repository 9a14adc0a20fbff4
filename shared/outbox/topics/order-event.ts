import type { Topic } from '../message.ts'

/** An order came to a status. */
export const orderEvent: Topic = {
  async deliver(message, { log }) {
    log.info({ event: message.topic }, 'order event')
  },
}
