import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { runtimesFolder } from '../../../../scripts/test/install-runtimes.ts'
import { registerCleanup } from '../../../support/cleanup.ts'

export interface Program {
  origin: string
  /** The lines of output so far. */
  lines: string[]
  stop(): Promise<void>
}

/** Starts a program that prints its port. It is stopped after the test file. */
export async function startProgram(
  command: string,
  args: readonly string[],
  variables: Record<string, string>,
): Promise<Program> {
  const child = spawn(command, args, {
    // Only the path, so that the program cannot use other variables of the tests.
    env: { PATH: pathOfTests, HOME: '/nonexistent', NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  registerCleanup(stop)
  const lines: string[] = []
  const port = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        const listening = (/Listening on http:\/\/\S+?:(\d+)/.exec(line) ?? /"port":(\d+).*"listening"/.exec(line))?.[1]
        if (listening !== undefined) resolve(listening)
      })
    }
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${lines.join('\n')}`)))
  })
  return { origin: `http://127.0.0.1:${port}`, lines, stop }
}

// biome-ignore lint/style/noProcessEnv: where node is
export const pathOfTests = `${runtimesFolder}/node_modules/.bin:${process.env.PATH}`
