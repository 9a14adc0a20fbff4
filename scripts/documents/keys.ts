import { keyTable } from '../../shared/platform/kv/keys.ts'

/** The table of docs/reference.md. */
export function keysTable(): string {
  const rows = Object.entries(keyTable).map(
    ([pattern, { type, lifetime, owner, lost }]) =>
      `| \`${pattern}\` | ${type} | ${lifetime} | \`${owner}\` | ${lost} |`,
  )
  return ['| key | type | lifetime | owner | when it is lost |', '|---|---|---|---|---|', ...rows].join('\n')
}
