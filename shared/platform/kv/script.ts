import type { MemoryEntries } from './memory-entries.ts'

/** A Lua script as it is bundled from its file: `npm run documents` writes it beside the file. */
interface ScriptText {
  /** Of the text, in hexadecimal: what EVALSHA asks for. */
  sha1: string
  text: string
}

/**
 * One atomic step. Redis runs the Lua text; the store in memory runs the same rules in TypeScript. One conformance suite
 * holds the two to the same answers: a list of texts, whose first is the outcome's name.
 */
export interface Script extends ScriptText {
  name: string
  inMemory(entries: MemoryEntries, keys: readonly string[], values: readonly string[]): readonly (string | number)[]
}
