import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'
import { functionFiles } from '../../functions/_files.ts'
import { edgeOptions } from '../../scripts/build/options.ts'

const root = new URL('../../', import.meta.url).pathname

export interface EdgeBundle {
  /** `orders/place-order` */
  name: string
  file: string
}

/** Every function, bundled as `npm run build` does it. The files are deleted after the test file. */
export async function buildFunctions(): Promise<EdgeBundle[]> {
  const outdir = await temporaryFolder()
  const names = (await functionFiles()).map((file) => file.replace(/\.ts$/, ''))
  await build({ ...edgeOptions(root), outdir, entryPoints: names.map(sourceOf) })
  return names.map((name) => ({ name, file: join(outdir, `${name}.js`) }))
}

/**
 * The same as scripts that listen to `fetch`; answers their folder. Variables are where Vercel puts them. In the package
 * a global costs a call of Node's, ten times as much as all else where passwords are hashed: those are made local.
 */
export async function buildListeners(bundles: readonly EdgeBundle[]): Promise<string> {
  const outdir = await temporaryFolder()
  const listen = 'event.respondWith(larder.default.fetch(event.request, process.env, event))'
  const globals = 'Math, Uint8Array, Uint32Array'
  const banner = { js: `((${globals}) => {` }
  const footer = { js: `addEventListener('fetch', (event) => ${listen})\n})(${globals})` }
  const entryPoints = bundles.map(({ name }) => sourceOf(name))
  await build({ ...edgeOptions(root), outdir, entryPoints, format: 'iife', globalName: 'larder', banner, footer })
  return outdir
}

/** One module of all bundles: a request says in a header which function it is for. Answers its file. */
export async function combineBundles(bundles: readonly EdgeBundle[]): Promise<string> {
  const file = join(await temporaryFolder(), 'functions.js')
  const imports = bundles.map((bundle, index) => `import f${index} from ${JSON.stringify(bundle.file)}`)
  const entries = bundles.map(({ name }, index) => `${JSON.stringify(name)}: f${index}`)
  const call = "functions[request.headers.get('x-function')].fetch(request, env, context)"
  const text = [
    ...imports,
    `const functions = { ${entries.join(', ')} }`,
    `export default { fetch: (request, env, context) => ${call} }`,
  ]
  await writeFile(file, text.join('\n'))
  return file
}

const sourceOf = (name: string) => `${root}functions/${name}.ts`

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-functions-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}
