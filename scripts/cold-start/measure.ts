import { spawn } from 'node:child_process'
import { copyFile, readdir, readFile, rm } from 'node:fs/promises'
import { cpuUsage, execPath, pid as ownPid } from 'node:process'
import { json } from 'node:stream/consumers'
import { EdgeRuntime } from 'edge-runtime'
import { Miniflare } from 'miniflare'
import * as z from 'zod'

export interface Bundle {
  name: string
  /** An ES module. */
  file: string
  /** The same as a script that listens to `fetch`. */
  listener: string
}
/** Milliseconds of processor time from nothing to the first answer, by function: the least of some tries, for others' work only adds. */
export type ColdStarts = ReadonlyMap<string, number>

const ROUNDS = 3
const COMPATIBILITY_DATE = '2026-06-01'
const Took = z.array(z.number())

/** In a process of Node, Deno or Bun, of files that it has not read before. */
export async function inProcess(command: string, options: readonly string[], bundles: readonly Bundle[]) {
  const program = new URL('import-bundles.js', import.meta.url).pathname
  const tries: number[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    const files = [bundles[0], ...bundles].map((bundle) => bundle?.file ?? '')
    const anew = await Promise.all(files.map((file, index) => copied(file, `${file}.${round}.${index}.js`)))
    const child = spawn(command, [...options, program, ...anew], { stdio: ['ignore', 'pipe', 'inherit'] })
    tries.push(Took.parse(await json(child.stdout)))
    await Promise.all(anew.map((file) => rm(file)))
  }
  return new Map(bundles.map(({ name }, index) => [name, Math.min(...tries.map((took) => took[index] ?? 0))]))
}
export const inNode = (bundles: readonly Bundle[]): Promise<ColdStarts> => inProcess(execPath, [], bundles)

async function copied(file: string, to: string): Promise<string> {
  await copyFile(file, to)
  return to
}

/** In Vercel's edge runtime: a runtime of its own each time, less what an empty one takes. */
export async function inEdgeRuntime(bundles: readonly Bundle[]): Promise<ColdStarts> {
  const start = async (initialCode: string) => {
    const before = cpuUsage()
    await (await new EdgeRuntime({ initialCode }).dispatchFetch('http://127.0.0.1/nothing/here')).text()
    const { user, system } = cpuUsage(before)
    return (user + system) / 1_000
  }
  const empty = "addEventListener('fetch', (event) => event.respondWith(new Response('')))"
  return lessEmpty(bundles, start, empty, ({ listener }) => readFile(listener, 'utf8'))
}

/** In workerd: an isolate of its own each time, loaded when it is asked for, less what an empty one takes. */
export async function inWorkerd(bundles: readonly Bundle[]): Promise<ColdStarts> {
  const script = `
    let code
    export default {
      async fetch(request, { LOADER }) {
        if (request.method === 'PUT') {
          code = await request.text()
          return new Response()
        }
        const modules = { 'main.js': code }
        const env = { LOG_LEVEL: 'silent' }
        const load = () => ({ compatibilityDate: '${COMPATIBILITY_DATE}', mainModule: 'main.js', modules, env })
        return LOADER.get(crypto.randomUUID(), load).getEntrypoint().fetch(request)
      },
    }`
  const workerd = new Miniflare({
    ...{ modules: true, script, compatibilityDate: COMPATIBILITY_DATE, workerLoaders: { LOADER: {} } },
  })
  const { origin } = await workerd.ready
  const pid = await childOf(ownPid)
  const start = async (code: string) => {
    await (await fetch(origin, { method: 'PUT', body: code })).text()
    const before = await processorMilliseconds(pid)
    await (await fetch(`${origin}/nothing/here`)).text()
    return (await processorMilliseconds(pid)) - before
  }
  const empty = "export default { fetch: () => new Response('') }"
  const took = await lessEmpty(bundles, start, empty, ({ file }) => readFile(file, 'utf8'))
  await workerd.dispose()
  return took
}

async function childOf(parent: number): Promise<number> {
  for (const entry of await readdir('/proc')) {
    const stat = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '') : ''
    if (/^\d+ \(workerd\) \S+ (\d+)/.exec(stat)?.[1] === String(parent)) return Number(entry)
  }
  throw new Error('there is no workerd: it is found in /proc, so this needs Linux')
}

/** All threads of a process, in the nanoseconds that Linux keeps of each. */
async function processorMilliseconds(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const files = threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0'))
  const spent = (await Promise.all(files)).map((text) => Number(text.split(' ')[0]))
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1_000_000
}

async function lessEmpty(
  bundles: readonly Bundle[],
  start: (code: string) => Promise<number>,
  empty: string,
  codeOf: (bundle: Bundle) => Promise<string>,
): Promise<ColdStarts> {
  const tries = async (code: string) => {
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) took.push(await start(code))
    return Math.min(...took)
  }
  // The first of all is slow for reasons of its own.
  await tries(empty)
  const least = await tries(empty)
  const took = new Map<string, number>()
  for (const bundle of bundles) took.set(bundle.name, (await tries(await codeOf(bundle))) - least)
  return took
}
