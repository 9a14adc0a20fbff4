import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

/** JSON, after comments where the format has them. */
export function writeJson(file: string, value: unknown, comments: readonly string[] = []): Promise<void> {
  return writeText(file, [...comments.map((line) => `// ${line}`), JSON.stringify(value, null, 2), ''].join('\n'))
}
