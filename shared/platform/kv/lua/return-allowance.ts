import type { Script } from '../script.ts'
import lua from './return-allowance.lua.json' with { type: 'json' }

export const returnAllowance: Script = {
  name: 'return-allowance',
  ...lua,
  inMemory(entries, keys, values) {
    const now = entries.now()
    for (const [index, key] of keys.entries()) {
      const filled = Number(entries.get(key) ?? 0) - Number(values[index])
      if (filled > now) entries.set(key, filled, filled - now)
      else entries.delete(key)
    }
    return ['returned']
  },
}
