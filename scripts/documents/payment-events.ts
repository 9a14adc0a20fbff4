import { eventNames, eventOutcomes, stateNames } from '../../shared/payments/event-outcomes.ts'

/** Every state and event with what comes of it. */
export function paymentEventTable(): string {
  const rows = stateNames.flatMap((state) =>
    eventNames.map((event) => {
      const { outcome, status, back, letGo, told } = eventOutcomes[state][event]
      const money = letGo ? 'reservation let go' : back > 0 ? `${back.toLocaleString('en')} asked back` : ''
      return `| ${state} | ${event} | \`${outcome}\` | ${status} | ${money} | ${told.join(', ')} |`
    }),
  )
  return [
    '| an order that is | hears | outcome | and is then | money | told |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
