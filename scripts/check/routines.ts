import type { SourceFile } from './source-files.ts'

export interface Routine {
  name: string
  file: SourceFile
}

const DEFINITION = /create or replace (?:function|procedure) (\w+)\s*\(/gi

/** The routines that are defined in files, except those in migrations. */
export const routinesIn = (files: readonly SourceFile[]): Routine[] =>
  files
    .filter(({ path }) => !path.includes('/migrations/'))
    .flatMap((file) => [...file.text.matchAll(DEFINITION)].map(([, name = '']) => ({ name, file })))

/** A routine and all routines that it calls directly or indirectly. */
export function calledRoutines(name: string, files: ReadonlyMap<string, SourceFile>): Set<string> {
  const reached = new Set([name])
  for (const one of reached) {
    const text = files.get(one)?.text.replaceAll(/--.*/g, '') ?? ''
    for (const [, called = ''] of text.matchAll(/\b(\w+)\s*\(/g)) if (files.has(called)) reached.add(called)
  }
  return reached
}
