import { type KeyValueStore, newCounts } from '../key-value-store.ts'
import { releaseLock } from '../lua/release-lock.ts'
import { memoryEntries } from '../memory-entries.ts'

/**
 * Replaces Redis within one process: for development, tests, and a shop of one process. Each command is synchronous and
 * therefore atomic.
 */
export function openMemory(): KeyValueStore {
  const entries = memoryEntries()
  const counts = newCounts()
  const command = async <Value>(work: () => Value): Promise<Value> => {
    counts.commands++
    return work()
  }
  return {
    transport: 'memory',
    counts,
    fault: null,
    checkWrite: () => command(() => {}),
    get: (key) =>
      command(() => {
        const value = entries.get(key)
        if (typeof value === 'string') counts.hits++
        else counts.misses++
        return typeof value === 'string' ? value : null
      }),
    set: (key, value, lifetime) => command(() => entries.set(key, value, lifetime)),
    delete: (...keys) => command(() => keys.forEach(entries.delete)),
    lock: (key, owner, lifetime) =>
      command(() => {
        if (entries.get(key) !== undefined) return false
        entries.set(key, owner, lifetime)
        return true
      }),
    unlock: (key, owner) => command(() => void releaseLock.inMemory(entries, [key], [owner])),
    run: (script, keys, values) => command(() => script.inMemory(entries, keys, values.map(String)).map(String)),
    close: () => Promise.resolve(),
  }
}
