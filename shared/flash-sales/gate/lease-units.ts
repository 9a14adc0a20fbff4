import type { Script } from '../../platform/kv/script.ts'
import { type Gate, isGate, unitsOf } from './gate-in-memory.ts'
import lua from './lease-units.lua.json' with { type: 'json' }

export const leaseUnits: Script = {
  name: 'lease-units',
  ...lua,
  inMemory(entries, [key = ''], [claim = '', customer = '', units, lifetime, freshness]) {
    const gate = entries.get(key)
    if (!isGate(gate)) return ['missing']
    const now = entries.now()
    const due = now - gate.checkedAt >= Number(freshness) ? 1 : 0
    if (due === 1) gate.checkedAt = now
    if (now < gate.startsAt) return ['not_started', due, gate.starts]
    if (now >= gate.endsAt) return ['ended', due]

    const next = dropLapsed(gate, now)
    const quantity = Number(units)
    const left = gate.units - unitsOf(gate)
    if (quantity > left) return ['sold_out', due, left, next === Number.POSITIVE_INFINITY ? 'inf' : next - now]
    if (unitsOf(gate, customer) + quantity > gate.limit) return ['limit_reached', due]
    const lease = { customer, quantity, lapsesAt: now + Number(lifetime), touchedAt: now, confirmed: false }
    gate.leases.set(claim, lease)
    return ['leased', due, left - quantity]
  },
}

/** Answers when the next lease lapses. */
function dropLapsed({ leases }: Gate, now: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const [claim, { lapsesAt }] of leases) {
    if (lapsesAt <= now) leases.delete(claim)
    else next = Math.min(next, lapsesAt)
  }
  return next
}
