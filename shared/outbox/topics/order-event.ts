import * as z from 'zod'
import { findOrderEvent } from '../../orders/order-events.ts'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

/** An order event. Writes one row for each mail and each webhook endpoint that must be notified. */
export const orderEvent: Topic = {
  async deliver({ id, topic }, { database, log }) {
    const event = findOrderEvent(topic)
    if (event === undefined) throw new Error(`${topic} is not an order event`)
    const { type, mail = null, staff = false } = event
    await callRoutine(database, 'fan_out_order_event', { outboxId: id, type, mail, staff }, z.object({}))
    log.info({ event: topic }, 'order event')
  },
}
