import {
  type EventName,
  eventNames,
  eventOutcomes,
  type StateName,
  stateNames,
} from '../../shared/payments/event-outcomes.ts'

const windowTexts = { extended: 'held for 24 hours', shortened: 'held for 15 more minutes', unchanged: '' } as const

/** What an event does in a state, as the cells of a row. Null: it is recorded and changes nothing. */
function describeEffect(state: StateName, event: EventName): string | null {
  const { outcome, status, refundRequested, window, voidRequested, notifications } = eventOutcomes[state][event]
  if (outcome === 'recorded' && refundRequested === 0 && window === null && notifications.length === 0) return null
  const refund = refundRequested > 0 ? `refund of ${refundRequested.toLocaleString('en')}` : ''
  const money = [refund, voidRequested ? 'authorisation cancelled' : '', windowTexts[window ?? 'unchanged']]
    .filter((text) => text !== '')
    .join(', ')
  const statusAfter = outcome === 'recorded' ? 'unchanged' : status
  return `\`${outcome}\` | ${statusAfter} | ${money} | ${notifications.join(', ')}`
}

/** The effect of every event, one row for all states in which the effect is the same. */
export function paymentEventTable(): string {
  const rows = eventNames.flatMap((event) => {
    const statesByEffect = new Map<string, StateName[]>()
    for (const state of stateNames) {
      const effect = describeEffect(state, event)
      if (effect !== null) statesByEffect.set(effect, [...(statesByEffect.get(effect) ?? []), state])
    }
    return [...statesByEffect].map(([effect, states]) => {
      const which = states.length === stateNames.length ? 'every state' : states.join('; ')
      return `| ${event} | ${which} | ${effect} |`
    })
  })
  return [
    '| event | state | outcome | status after | money, holds | notifications |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}
