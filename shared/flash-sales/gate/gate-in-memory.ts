/** A gate as the store in memory keeps it, under the first of its keys. Times are milliseconds since 1970. */
export interface Gate {
  units: number
  limit: number
  startsAt: number
  endsAt: number
  /** When the sale starts, as the database says it. */
  starts: string
  checkedAt: number
  asOf: number
  leases: Map<string, Lease>
  /** When a claim was returned. */
  returned: Map<string, number>
}

export interface Lease {
  customer: string
  quantity: number
  /** Infinite when it is bought. */
  lapsesAt: number
  touchedAt: number
  /** Whether the database has said yes to it. */
  confirmed: boolean
}

/** What is kept under a gate's key is a gate: only the gate's own scripts write there. */
export const isGate = (value: unknown): value is Gate => typeof value === 'object' && value !== null

export function unitsOf(gate: Gate, customer?: string): number {
  let units = 0
  for (const lease of gate.leases.values()) {
    if (customer === undefined || lease.customer === customer) units += lease.quantity
  }
  return units
}
