import type { Script } from '../../platform/kv/script.ts'
import { type Gate, isGate, type Lease, unitsOf } from './gate-in-memory.ts'
import lua from './install-gate.lua.json' with { type: 'json' }

const VALUES_OF_A_CLAIM = 4

export const installGate: Script = {
  name: 'install-gate',
  ...lua,
  inMemory(entries, [key = ''], [asOfText, units, limit, startsIn, endsIn, startsAtText = '', retention, ...claims]) {
    const found = entries.get(key)
    const before = isGate(found) ? found : undefined
    const asOf = Number(asOfText)
    if (before !== undefined && before.asOf > asOf) return ['superseded']
    const now = entries.now()
    const returned = new Map([...(before?.returned ?? [])].filter(([, at]) => at >= asOf))
    const leases = new Map<string, Lease>()
    for (const [claim, lease] of before?.leases ?? []) {
      if (lease.expiresAt > now && (!lease.confirmed || lease.touchedAt >= asOf)) leases.set(claim, lease)
    }
    for (let index = 0; index < claims.length; index += VALUES_OF_A_CLAIM) {
      const [claim = '', customer = '', quantity, expiry] = claims.slice(index, index + VALUES_OF_A_CLAIM)
      if (returned.has(claim)) continue
      const expiresAt = expiry === 'inf' ? Number.POSITIVE_INFINITY : now + Number(expiry)
      leases.set(claim, { customer, quantity: Number(quantity), expiresAt, touchedAt: asOf, confirmed: true })
    }
    const gate: Gate = {
      units: Number(units),
      limit: Number(limit),
      startsAt: now + Number(startsIn),
      endsAt: now + Number(endsIn),
      startsAtText,
      checkedAt: now,
      asOf,
      leases,
      returned,
    }
    entries.set(key, gate, Math.max(0, Number(endsIn)) + Number(retention))
    return ['installed', unitsOf(gate)]
  },
}
