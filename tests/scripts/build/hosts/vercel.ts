import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { build } from 'esbuild'
import { registerCleanup } from '../../../support/cleanup.ts'
import { type EdgeRuntime, openEdgeRuntime } from '../../../support/runtime-packages.ts'
import { VercelConfiguration, VercelFunction } from '../formats.ts'

/**
 * Serves `.vercel/output` like Vercel: the first route whose pattern and method match selects the function, which runs in
 * Vercel's edge runtime, with the headers that Vercel adds.
 */
export async function runVercel(output: string, variables: Record<string, string>): Promise<string> {
  const { routes } = VercelConfiguration.parse(JSON.parse(await readFile(`${output}/config.json`, 'utf8')))
  const runtimes = new Map<string, Promise<EdgeRuntime>>()
  const server = createServer(async (incoming, outgoing) => {
    const method = incoming.method ?? 'GET'
    const path = new URL(incoming.url ?? '/', 'http://x').pathname
    const route = routes.find(({ src, methods }) => new RegExp(src).test(path) && (methods?.includes(method) ?? true))
    if (route === undefined) return outgoing.writeHead(404).end('NOT_FOUND')
    const runtime = runtimes.get(route.dest) ?? openFunction(`${output}/functions${route.dest}.func`, variables)
    runtimes.set(route.dest, runtime)
    const body = await buffer(incoming)
    const response = await (await runtime).dispatchFetch(`http://${incoming.headers.host}${incoming.url}`, {
      method,
      headers: { ...Object.fromEntries(new Headers(flat(incoming.headers))), 'x-real-ip': '198.51.100.7' },
      ...(body.byteLength > 0 ? { body } : {}),
    })
    outgoing.writeHead(response.status, [...response.headers].flat())
    outgoing.end(new Uint8Array(await response.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  registerCleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

const flat = (headers: NodeJS.Dict<string | string[]>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))

/** Wraps the default export, which Vercel calls, in a script, which the runtime requires. */
async function openFunction(folder: string, variables: Record<string, string>): Promise<EdgeRuntime> {
  const { entrypoint } = VercelFunction.parse(JSON.parse(await readFile(`${folder}/.vc-config.json`, 'utf8')))
  const calling = [
    `import answer from './${entrypoint}'`,
    `addEventListener('fetch', (event) => event.respondWith(`,
    `  answer(event.request, { waitUntil: (work) => event.waitUntil(work) })))`,
  ].join('\n')
  const { outputFiles } = await build({
    stdin: { contents: calling, resolveDir: folder },
    bundle: true,
    format: 'iife',
    write: false,
  })
  return openEdgeRuntime({
    initialCode: outputFiles[0]?.text ?? '',
    extend: (context) => Object.assign(context, { process: { env: variables } }),
  })
}
