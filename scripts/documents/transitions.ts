import { transitions } from '../../shared/orders/transitions.ts'

/** Every step that staff may take with an order. */
export function transitionTable(): string {
  const rows = transitions.map(({ from, to, does }) => `| \`${from}\` | \`${to}\` | ${does} |`)
  return ['| from | to | what it does |', '|---|---|---|', ...rows].join('\n')
}
