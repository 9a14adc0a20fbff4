import { findOrderEvent, orderEvents } from '../../shared/orders/order-events.ts'

/** Every event of an order, with the mails that it sends. */
export function eventTable(): string {
  const lines = Object.keys(orderEvents).map((topic) => {
    const event = findOrderEvent(topic)
    const mail = event?.mail === undefined ? '' : `\`${event.mail}\``
    return `| \`${event?.type}\` | ${event?.description} | \`${topic}\` | ${mail} | ${event?.staff ? 'yes' : ''} |`
  })
  return ['| event | when | topic | mail to the shopper | mail to staff |', '|---|---|---|---|---|', ...lines].join(
    '\n',
  )
}
