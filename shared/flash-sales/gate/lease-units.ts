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
    if (now < gate.startsAt) return ['not_started', due, gate.startsAtText]
    if (now >= gate.endsAt) return ['ended', due]

    const nextExpiry = dropExpired(gate, now)
    const quantity = Number(units)
    const left = gate.units - unitsOf(gate)
    if (quantity > left)
      return ['sold_out', due, left, nextExpiry === Number.POSITIVE_INFINITY ? 'inf' : nextExpiry - now]
    if (unitsOf(gate, customer) + quantity > gate.limit) return ['limit_reached', due]
    const lease = { customer, quantity, expiresAt: now + Number(lifetime), touchedAt: now, confirmed: false }
    gate.leases.set(claim, lease)
    return ['leased', due, left - quantity]
  },
}

/** Deletes expired leases. Returns when the next one expires. */
function dropExpired({ leases }: Gate, now: number): number {
  let next = Number.POSITIVE_INFINITY
  for (const [claim, { expiresAt }] of leases) {
    if (expiresAt <= now) leases.delete(claim)
    else next = Math.min(next, expiresAt)
  }
  return next
}
