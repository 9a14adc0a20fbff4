import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

/** Writes JSON, after comments if there are any. */
export function writeJson(file: string, value: unknown, comments: readonly string[] = []): Promise<void> {
  return writeText(file, [...comments.map((line) => `// ${line}`), JSON.stringify(value, null, 2), ''].join('\n'))
}
