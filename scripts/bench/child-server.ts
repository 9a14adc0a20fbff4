import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import * as z from 'zod'

const Listening = z.object({ msg: z.literal('listening'), port: z.int() })

/** Starts a server in a separate process, so that it does not share a core with the callers. */
export async function startChild(file: string, databaseUrl: string, variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [file], {
    env: { DATABASE_URL: databaseUrl, PORT: '0', DEBUG: 'True', LOG_LEVEL: 'info', ...variables },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    const lines = createInterface(child.stdout).on('line', (line) => {
      const parsed = Listening.safeParse(JSON.parse(line))
      if (!parsed.success) return
      resolve(parsed.data.port)
      // Parsing the log would take time from the callers.
      lines.close()
      child.stdout.resume()
    })
    void ended.then(() => reject(new Error(`${file} ended before it listened`)))
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
