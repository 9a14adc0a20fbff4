import type { KeyValueStore } from '../key-value-store.ts'

/** The stand-in for Redis inside this process. */
export function openMemory(): KeyValueStore {
  return { transport: 'memory', ping: () => Promise.resolve(), close: () => Promise.resolve() }
}
