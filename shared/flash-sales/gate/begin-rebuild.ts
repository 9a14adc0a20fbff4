import type { Script } from '../../platform/kv/script.ts'
import lua from './begin-rebuild.lua.json' with { type: 'json' }

export const beginRebuild: Script = {
  name: 'begin-rebuild',
  ...lua,
  inMemory(entries, [key = ''], [lifetime]) {
    if (Number(lifetime) > 0) {
      if (entries.get(key) !== undefined) return ['busy']
      entries.set(key, '1', Number(lifetime))
    }
    return ['begin', entries.now()]
  },
}
