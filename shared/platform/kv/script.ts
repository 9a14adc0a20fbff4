import type { MemoryEntries } from './memory-entries.ts'

/** The bundled text of a Lua file, which `npm run documents` generates beside it. */
interface ScriptText {
  /** Digest of the text, for EVALSHA. */
  sha1: string
  text: string
}

/**
 * An atomic operation. Redis runs the Lua text, the store in memory the same rules in TypeScript. A conformance suite checks
 * that both return the same list of texts, of which the first is the name of the outcome.
 */
export interface Script extends ScriptText {
  name: string
  inMemory(entries: MemoryEntries, keys: readonly string[], values: readonly string[]): readonly (string | number)[]
}
