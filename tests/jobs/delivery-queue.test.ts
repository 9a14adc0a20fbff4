import { expect, test } from 'vitest'
import { deliveryQueue } from '../../shared/outbox/delivery-queue.ts'
import type { OutboxMessage } from '../../shared/outbox/message.ts'

const message = (id: number, topic: string, lane: string | null): OutboxMessage => ({
  ...{ id, topic, lane, orderId: null, payload: {}, attempts: 1, requestId: null, createdAt: '' },
})
const ids = (messages: readonly OutboxMessage[]) => messages.map(({ id }) => id)

test('in order; at most two at a time to one endpoint, without a limit for other lanes', () => {
  const one = message(1, 'webhook', 'a')
  const queue = deliveryQueue([
    ...[one, message(2, 'webhook', 'a'), message(3, 'webhook', 'a'), message(4, 'webhook', 'b')],
    ...[message(5, 'order_mail', 'order_mail'), message(6, 'order_mail', 'order_mail')],
    ...[message(7, 'order_mail', 'order_mail'), message(8, 'refund_requested', null)],
  ])
  const started = Array.from({ length: 8 }, () => queue.next()?.id)
  expect(started).toEqual([1, 2, 4, 5, 6, 7, 8, undefined])
  queue.finish(one, false)
  expect(queue.next()?.id).toBe(3)
  expect(queue.takeRemaining()).toEqual([])
})

test('after a timeout no message to the endpoint starts, and those are returned separately', () => {
  const first = message(1, 'webhook', 'a')
  const mail = message(4, 'order_mail', 'order_mail')
  const queue = deliveryQueue([first, message(2, 'webhook', 'a'), message(3, 'webhook', 'b'), mail])
  queue.next()
  queue.finish(first, true)
  expect(queue.next()?.id).toBe(3)
  queue.finish(mail, true)
  expect(ids(queue.takeRemaining())).toEqual([4])
  expect(ids(queue.blocked())).toEqual([2])
  expect(queue.next()).toBeUndefined()
})
