import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { execPath, env as ownEnvironment } from 'node:process'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import { installRuntimes, runtimesFolder } from '../../scripts/test/install-runtimes.ts'
import { buildListeners, combineBundles, type EdgeBundle } from './edge-bundles.ts'
import { openMiniflare } from './runtime-packages.ts'

type Environment = Record<string, string>

export interface Runtime {
  name: string
  /** Whether it can be started here. */
  isInstalled: boolean
  /** Starts all bundles in one process; returns the origin. They stop after the test file. */
  start(bundles: readonly EdgeBundle[], env: Environment): Promise<string>
}

const isInstalled = await installRuntimes()
const launcher = (name: string) => `${runtimesFolder}/${name}.js`
const command = (name: string) => `${runtimesFolder}/node_modules/.bin/${name}`

export const runtimes: readonly Runtime[] = [
  { name: 'workerd', isInstalled, start: startWorkers },
  {
    name: 'Deno',
    isInstalled,
    start: async (bundles, env) => {
      const rights = ['--no-prompt', '--no-config', '--allow-env', '--allow-read', '--allow-net']
      return launch(command('deno'), ['run', ...rights, launcher('deno'), await combineBundles(bundles)], env)
    },
  },
  {
    name: 'Bun',
    isInstalled,
    start: async (bundles, env) => launch(command('bun'), [launcher('bun'), await combineBundles(bundles)], env),
  },
  {
    name: 'edge-runtime',
    isInstalled,
    start: async (bundles, env) => launch(execPath, [launcher('edge-runtime'), await buildListeners(bundles)], env),
  },
  {
    name: 'Node',
    isInstalled: true,
    start: async (bundles, env) => launch(execPath, [launcher('node'), await combineBundles(bundles)], env),
  },
]

/** Each bundle in an isolate of its own, behind one worker that only forwards. */
async function startWorkers(bundles: readonly EdgeBundle[], bindings: Environment): Promise<string> {
  const compatibilityDate = '2026-06-01'
  const front = "export default { fetch: (request, env) => env[request.headers.get('x-function')].fetch(request) }"
  const workers = openMiniflare({
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
async function launch(program: string, arguments_: string[], env: Environment): Promise<string> {
  const { PATH = '', HOME = '' } = ownEnvironment
  const child = spawn(program, arguments_, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  afterAll(() => end(child))
  const lines = createInterface(child.stdout)
  const port = new Promise<string>((resolve) => lines.once('line', resolve))
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${program} ended: ${said}`)))
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
