import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10)

export const gzippedBytes = (code: Uint8Array): number => gzipSync(code).byteLength

/** The size of each bundle, as a table. */
export async function sizeTable(folder: string, bundles: readonly string[]): Promise<string> {
  const width = Math.max(...bundles.map((file) => file.length))
  const lines = [`${'bundle'.padEnd(width)}   minified    gzipped`]
  for (const file of bundles) {
    const code = await readFile(`${folder}/${file}`)
    lines.push(`${file.padEnd(width)} ${kilobytes(code.byteLength)} ${kilobytes(gzippedBytes(code))}`)
  }
  return `${lines.join('\n')}\n`
}
