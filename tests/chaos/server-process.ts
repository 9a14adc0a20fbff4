import { spawn } from 'node:child_process'

/** How long a start may take on a machine that is busy with other things. */
const START_MILLISECONDS = 60_000

/** Slow queries depend on the machine, and low stock is expected. */
const NO_FAULT = /"msg":"(slow (query|request)|low stock)"|"event":"stock\.low"/

/** Every server of one shop has the same keys, and keeps them when it is restarted: otherwise no token outlives a server. */
export const keys = {
  SECRET_KEY: 'a-key-of-killed-servers-that-nobody-else-has',
  JWT_SECRET_KEY: 'a-token-key-of-killed-servers-that-nobody-else-has',
}

export interface ServerProcess {
  origin: string
  /** Kills it, or requests a graceful end; resolves with its exit code. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
  /** Logged warnings and errors, without slow queries and low stock. */
  logged(): string[]
}

interface Start {
  entry: string
  databaseUrl: string
  /** A folder for compiled code, which halves the start time. Only a server that stops gracefully fills it. */
  codeCache?: string
  /** Additional environment variables. */
  variables?: Record<string, string>
}

/** Starts a server as a separate process, and waits until it listens. */
export async function startServer({ entry, databaseUrl, codeCache, variables = {} }: Start): Promise<ServerProcess> {
  const settings = { ...keys, DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'warn', RATE_LIMITS: 'False' }
  const env = { ...settings, ...(codeCache === undefined ? {} : { NODE_COMPILE_CACHE: codeCache }), ...variables }
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  // No server outlives the test process.
  const abandon = () => child.kill('SIGKILL')
  process.once('exit', abandon)
  void ended.then(() => process.removeListener('exit', abandon))

  const origin = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no start in time: ${output.stderr}`)), START_MILLISECONDS)
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk
      const [, found] = /(http:\/\/localhost:\d+)\/products/.exec(output.stderr) ?? []
      if (found === undefined) return
      clearTimeout(late)
      resolve(found.replace('localhost', '127.0.0.1'))
    })
    void ended.then((code) => {
      clearTimeout(late)
      reject(new Error(`ended with ${code}: ${output.stderr}`))
    })
  }).catch((error: unknown) => {
    abandon()
    throw error
  })
  return {
    origin,
    end(signal) {
      child.kill(signal)
      return ended
    },
    logged: () => output.stdout.split('\n').filter((line) => line !== '' && !NO_FAULT.test(line)),
  }
}
