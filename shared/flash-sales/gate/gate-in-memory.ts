/** A gate in the in-memory store, under the first of its keys. Times are milliseconds since 1970. */
export interface Gate {
  units: number
  limit: number
  startsAt: number
  endsAt: number
  /** The start as the text that the database returned. */
  startsAtText: string
  checkedAt: number
  asOf: number
  leases: Map<string, Lease>
  /** When each claim was returned. */
  returned: Map<string, number>
}

export interface Lease {
  customer: string
  quantity: number
  /** Infinite for a bought claim. */
  expiresAt: number
  touchedAt: number
  /** Whether the database confirmed the claim. */
  confirmed: boolean
}

/** Only the gate's scripts write under its key, so every object there is a gate. */
export const isGate = (value: unknown): value is Gate => typeof value === 'object' && value !== null

export function unitsOf(gate: Gate, customer?: string): number {
  let units = 0
  for (const lease of gate.leases.values()) {
    if (customer === undefined || lease.customer === customer) units += lease.quantity
  }
  return units
}
