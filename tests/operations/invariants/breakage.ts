/** For every clause of every invariant: what breaks it, and which clauses then see it. */
export interface Breakage {
  clause: string
  statements: string
  /** Invariants that see it. The first is the one that it is about. */
  seen: string[]
}

export const drop = (table: string, ...constraints: string[]) =>
  `alter table ${table} ${constraints.map((name) => `drop constraint ${name}`).join(', ')};`
