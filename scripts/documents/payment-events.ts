import { eventNames, eventOutcomes, stateNames } from '../../shared/payments/event-outcomes.ts'

/** The effect of every event in every state. */
export function paymentEventTable(): string {
  const rows = stateNames.flatMap((state) =>
    eventNames.map((event) => {
      const { outcome, status, refundRequested, voidRequested, notifications } = eventOutcomes[state][event]
      const refund = refundRequested > 0 ? `refund of ${refundRequested.toLocaleString('en')}` : ''
      const money = voidRequested ? 'authorisation cancelled' : refund
      return `| ${state} | ${event} | \`${outcome}\` | ${status} | ${money} | ${notifications.join(', ')} |`
    }),
  )
  return [
    '| state | event | outcome | status after | money | notifications |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
