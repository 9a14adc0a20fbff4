import { readdir, readFile } from 'node:fs/promises'

export interface SourceFile {
  /** Relative to the root of the repository. */
  path: string
  text: string
}

const root = new URL('../../', import.meta.url)

/** The files of a folder and its subfolders, sorted by path. */
export async function sourceFiles(folder: string, ending: string): Promise<SourceFile[]> {
  const names = await readdir(new URL(`${folder}/`, root), { recursive: true })
  const paths = names.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`)
  return Promise.all(paths.sort().map(async (path) => ({ path, text: await readFile(new URL(path, root), 'utf8') })))
}

/** Prints the faults. If there are any, the process ends with exit code 1. */
export function report(faults: readonly string[]): void {
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  if (faults.length > 0) process.exitCode = 1
}
