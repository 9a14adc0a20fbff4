import { readFile, stat } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10)

/** How large each bundle is, as a table. */
export async function sizeTable(folder: string, bundles: readonly string[]): Promise<string> {
  const width = Math.max(...bundles.map((file) => file.length))
  const lines = [`${'bundle'.padEnd(width)}   minified    gzipped`]
  for (const file of bundles) {
    const { size } = await stat(`${folder}/${file}`)
    const gzipped = gzipSync(await readFile(`${folder}/${file}`)).byteLength
    lines.push(`${file.padEnd(width)} ${kilobytes(size)} ${kilobytes(gzipped)}`)
  }
  return `${lines.join('\n')}\n`
}
