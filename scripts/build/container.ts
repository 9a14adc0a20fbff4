import { cp, mkdir, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { assets } from '../../shared/http/assets.ts'
import { serverOptions } from './options.ts'

/** The container's bundles, the SQL beside them, and the assets under names of their content. */
export async function buildContainer(root: string, out: string): Promise<string[]> {
  await build({ ...serverOptions(root), outdir: out })
  await mkdir(`${out}/db`, { recursive: true })
  await cp(`${root}shared/migrations`, `${out}/db/migrations`, { recursive: true })
  for (const folder of ['routines', 'invariants']) {
    await cp(`${root}shared/db/${folder}`, `${out}/db/${folder}`, { recursive: true })
  }
  await mkdir(`${out}/assets`)
  for (const { file, text } of await assets()) await writeFile(`${out}/assets/${file}`, text)
  return ['server.js']
}
