import * as z from 'zod'
import { orderEventOf } from '../../orders/order-events.ts'
import { callRoutine } from '../../platform/db/database.ts'
import type { Topic } from '../message.ts'

/** Something happened to an order: all who want to know get a row of their own. */
export const orderEvent: Topic = {
  async deliver({ id, topic }, { database, log }) {
    const event = orderEventOf(topic)
    if (event === undefined) throw new Error(`${topic} is no event of an order`)
    const { type, mail = null, staff = false } = event
    await callRoutine(database, 'relay_event', { outboxId: id, type, mail, staff }, z.object({}))
    log.info({ event: topic }, 'order event')
  },
}
