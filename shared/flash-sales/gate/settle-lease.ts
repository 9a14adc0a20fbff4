import type { Script } from '../../platform/kv/script.ts'
import { isGate } from './gate-in-memory.ts'
import lua from './settle-lease.lua.json' with { type: 'json' }

export const settleLease: Script = {
  name: 'settle-lease',
  ...lua,
  inMemory(entries, [key = ''], [action, claim = '', customer = '', quantity, lifetime]) {
    const gate = entries.get(key)
    if (!isGate(gate)) return ['missing']
    const now = entries.now()
    if (action === 'return') {
      gate.returned.set(claim, now)
      return gate.leases.delete(claim) ? ['returned'] : ['not_held']
    }
    const expiresAt = now + Number(lifetime)
    gate.leases.set(claim, { customer, quantity: Number(quantity), expiresAt, touchedAt: now, confirmed: true })
    return ['confirmed']
  },
}
