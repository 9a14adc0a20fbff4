import { transitions } from '../../shared/orders/transitions.ts'

/** Every transition that staff can request. */
export function transitionTable(): string {
  const rows = transitions.map(({ from, to, effect }) => `| \`${from}\` | \`${to}\` | ${effect} |`)
  return ['| from | to | effect |', '|---|---|---|', ...rows].join('\n')
}
