import type { Script } from '../script.ts'
import lua from './release-lock.lua.json' with { type: 'json' }

export const releaseLock: Script = {
  name: 'release-lock',
  ...lua,
  inMemory(entries, [key = ''], [owner]) {
    if (entries.get(key) !== owner) return ['not_held']
    entries.delete(key)
    return ['released']
  },
}
