import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import { afterAll } from 'vitest'
import { edgeOptions, functionFiles } from '../../scripts/build/options.ts'

const root = new URL('../../', import.meta.url).pathname

export interface EdgeBundle {
  /** `orders/place-order` */
  name: string
  file: string
}

/** Every function, bundled as `npm run build` does it. */
export async function buildFunctions(): Promise<EdgeBundle[]> {
  const outdir = await mkdtemp(join(tmpdir(), 'larder-functions-'))
  const files = await functionFiles(root)
  await build({ ...edgeOptions(root), outdir, entryPoints: files.map((file) => `${root}functions/${file}`) })
  return files.map((file) => {
    const name = file.replace(/\.ts$/, '')
    return { name, file: join(outdir, `${name}.js`) }
  })
}

/** One bundle alone in workerd; answers the origin that it listens on. It ends with the file that asked for it. */
export async function startWorker({ file }: EdgeBundle, bindings: Record<string, string>): Promise<string> {
  const worker = new Miniflare({
    modules: [{ type: 'ESModule', path: file }],
    modulesRoot: tmpdir(),
    compatibilityDate: '2026-06-01',
    bindings: { LOG_LEVEL: 'error', ...bindings },
  })
  afterAll(() => worker.dispose())
  return (await worker.ready).origin
}
