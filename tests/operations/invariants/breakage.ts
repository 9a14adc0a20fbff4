/** Statements that violate one clause of an invariant. */
export interface Breakage {
  clause: string
  statements: string
  /** Violated invariants. The first is the one under test. */
  seen: string[]
}

export const drop = (table: string, ...constraints: string[]) =>
  `alter table ${table} ${constraints.map((name) => `drop constraint ${name}`).join(', ')};`
