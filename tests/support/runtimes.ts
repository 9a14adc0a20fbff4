import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { execPath, env as ownEnvironment } from 'node:process'
import { createInterface } from 'node:readline'
import { Miniflare } from 'miniflare'
import { afterAll } from 'vitest'
import { buildListeners, type EdgeBundle, gatherBundles } from './edge-bundles.ts'

type Environment = Record<string, string>

export interface Runtime {
  name: string
  /** Whether it can be started here. */
  isThere(): boolean
  /** Starts all bundles in one process; answers the origin. It ends with the file that asked for it. */
  start(bundles: readonly EdgeBundle[], env: Environment): Promise<string>
}

const launcher = (name: string) => new URL(`../runtimes/launchers/${name}.js`, import.meta.url).pathname
const answers = (command: string) => spawnSync(command, ['--version']).status === 0

export const runtimes: readonly Runtime[] = [
  { name: 'workerd', isThere: () => true, start: startWorkers },
  {
    name: 'Deno',
    isThere: () => answers('deno'),
    start: async (bundles, env) => {
      const rights = ['--no-prompt', '--no-config', '--allow-env', '--allow-read', '--allow-net']
      return launch('deno', ['run', ...rights, launcher('deno'), await gatherBundles(bundles)], env)
    },
  },
  {
    name: 'Bun',
    isThere: () => answers('bun'),
    start: async (bundles, env) => launch('bun', [launcher('bun'), await gatherBundles(bundles)], env),
  },
  {
    name: 'edge-runtime',
    isThere: () => true,
    start: async (bundles, env) => launch(execPath, [launcher('edge-runtime'), await buildListeners(bundles)], env),
  },
  {
    name: 'Node',
    isThere: () => true,
    start: async (bundles, env) => launch(execPath, [launcher('node'), await gatherBundles(bundles)], env),
  },
]

/** Each bundle in an isolate of its own, behind one worker that only forwards. */
async function startWorkers(bundles: readonly EdgeBundle[], bindings: Environment): Promise<string> {
  const compatibilityDate = '2026-06-01'
  const front = "export default { fetch: (request, env) => env[request.headers.get('x-function')].fetch(request) }"
  const workers = new Miniflare({
    workers: [
      {
        name: 'front',
        modules: true,
        script: front,
        compatibilityDate,
        serviceBindings: Object.fromEntries(bundles.map(({ name }) => [name, name])),
      },
      ...bundles.map(({ name, file }) => ({
        ...{ name, modulesRoot: tmpdir(), compatibilityDate, bindings },
        modules: [{ type: 'ESModule' as const, path: file }],
      })),
    ],
  })
  afterAll(() => workers.dispose())
  return (await workers.ready).origin
}

/** A launcher writes the port that it listens on, in a line of its own. */
async function launch(command: string, arguments_: string[], env: Environment): Promise<string> {
  const { PATH = '', HOME = '' } = ownEnvironment
  const child = spawn(command, arguments_, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  afterAll(() => end(child))
  const lines = createInterface(child.stdout)
  const port = new Promise<string>((resolve) => lines.once('line', resolve))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${command} ended: ${said}`)))
  const first = await Promise.race([port, ended])
  ended.catch(() => {})
  return `http://127.0.0.1:${first}`
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
