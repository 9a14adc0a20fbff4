import { orderEventOf, orderEvents } from '../../shared/orders/order-events.ts'

/** Every event of an order, and who is told of it. */
export function eventTable(): string {
  const lines = Object.keys(orderEvents).map((topic) => {
    const event = orderEventOf(topic)
    const told = event?.mail === undefined ? '' : `\`${event.mail}\``
    return `| \`${event?.type}\` | ${event?.what} | \`${topic}\` | ${told} | ${event?.staff ? 'yes' : ''} |`
  })
  return ['| event | when | topic | mail to the shopper | staff are told |', '|---|---|---|---|---|', ...lines].join(
    '\n',
  )
}
