import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { assets } from '../shared/http/assets.ts'
import { checkBundles } from './build/check-bundle.ts'
import { edgeOptions, functionFiles, serverOptions } from './build/options.ts'

/** Bundles each function for the edge and all of them for the container, and says how large each is. */
const root = new URL('../', import.meta.url).pathname
const files = await functionFiles(root)

await rm(`${root}dist`, { recursive: true, force: true })
await build({ ...edgeOptions(root), entryPoints: files.map((file) => `${root}functions/${file}`) })
await build(serverOptions(root))
await mkdir(`${root}dist/db`, { recursive: true })
for (const folder of ['migrations', 'routines', 'invariants']) {
  await cp(`${root}shared/db/${folder}`, `${root}dist/db/${folder}`, { recursive: true })
}

await mkdir(`${root}dist/assets`)
for (const { file, text } of await assets()) await writeFile(`${root}dist/assets/${file}`, text)

const bundles = [...files.map((file) => `functions/${file.replace(/\.ts$/, '.js')}`), 'server.js']
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`.padStart(10)
const width = Math.max(...bundles.map((file) => file.length))
process.stdout.write(`${'bundle'.padEnd(width)}   minified    gzipped\n`)
for (const file of bundles) {
  const { size } = await stat(`${root}dist/${file}`)
  const gzipped = gzipSync(await readFile(`${root}dist/${file}`)).byteLength
  process.stdout.write(`${file.padEnd(width)} ${kilobytes(size)} ${kilobytes(gzipped)}\n`)
}

const faults = await checkBundles(root, files)
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
