import type { Script } from '../../platform/kv/script.ts'
import { isGate } from './gate-in-memory.ts'
import lua from './settle-lease.lua.json' with { type: 'json' }

export const settleLease: Script = {
  name: 'settle-lease',
  ...lua,
  inMemory(entries, [key = ''], [word, claim = '', customer = '', quantity, lifetime]) {
    const gate = entries.get(key)
    if (!isGate(gate)) return ['missing']
    const now = entries.now()
    if (word === 'return') {
      gate.returned.set(claim, now)
      return gate.leases.delete(claim) ? ['returned'] : ['not_held']
    }
    const lapsesAt = now + Number(lifetime)
    gate.leases.set(claim, { customer, quantity: Number(quantity), lapsesAt, touchedAt: now, confirmed: true })
    return ['confirmed']
  },
}
