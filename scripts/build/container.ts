import { cp, mkdir, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { assets } from '../../functions/_docs/assets.ts'
import { sqlFiles } from '../sql-files.ts'
import { serverOptions } from './options.ts'

/** Builds the container's bundles, the SQL beside them, and the assets under content-hashed names. */
export async function buildContainer(root: string, out: string): Promise<string[]> {
  await build({ ...serverOptions(root), outdir: out })
  for (const file of await sqlFiles(`${root}shared/`)) await cp(`${root}shared/${file}`, `${out}/sql/${file}`)
  await mkdir(`${out}/assets`)
  for (const { file, text } of await assets()) await writeFile(`${out}/assets/${file}`, text)
  return ['server.js']
}
