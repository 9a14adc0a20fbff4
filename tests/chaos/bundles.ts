import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { buildContainer } from '../../scripts/build/container.ts'
import { serverOptions } from '../../scripts/build/options.ts'
import { registerCleanup } from '../support/cleanup.ts'

const root = new URL('../../', import.meta.url).pathname

/**
 * Builds the container and, beside it, servers for tests. A bundle starts in a fraction of the time of the sources, so a
 * run with kills spends its time under load.
 * @param entries the files of such servers
 */
export async function bundles(...entries: string[]): Promise<{ server: string; of(entry: string): string }> {
  const out = await mkdtemp(join(tmpdir(), 'larder-bundles-'))
  registerCleanup(() => rm(out, { recursive: true, force: true }))
  await buildContainer(root, `${out}/dist`)
  await copyFile(`${root}package.json`, `${out}/package.json`)
  if (entries.length > 0) await build({ ...serverOptions(root), entryPoints: entries, outdir: `${out}/dist` })
  return { server: `${out}/dist/server.js`, of: (entry) => `${out}/dist/${basename(entry, '.ts')}.js` }
}
