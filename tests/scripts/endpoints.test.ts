import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openNeon } from '../../shared/platform/db/transports/neon.ts'
import { openKeyValueStore } from '../../shared/platform/kv/open.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { redisUrl } from '../support/servers.ts'

/** The tools of compose's profile `edge`, called by the real drivers. */
const TOKEN = 'a-token-of-the-tests'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** Starts a script and returns the URL that it prints. */
async function start(script: string, variables: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [script], { env: { PORT: String(await freePort()), ...variables } })
  onTestFinished(() => void child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => resolve(String(chunk).trim().replace(/^\w+=/, '')))
    child.stderr.on('data', (chunk) => reject(new Error(String(chunk))))
  })
}

describe.runIf(hasPostgres() && redisUrl !== undefined)('scripts', () => {
  test('neon-endpoint.ts prints the DATABASE_URL of a shop at the edge', async () => {
    const { url } = await testDatabase()
    const printed = await start('scripts/neon-endpoint.ts', { DATABASE_URL: url })
    expect(printed).toMatch(/^neon\+http:\/\//)
    const [row] = await openNeon(printed).query({ name: '', text: 'select current_database() as name' }, [])
    expect(row).toEqual({ name: new URL(url).pathname.slice(1) })
  })

  test('upstash-endpoint.ts prints its REDIS_URL, and requires the token', async () => {
    const printed = await start('scripts/upstash-endpoint.ts', { REDIS_URL: redisUrl ?? '', TOKEN })
    expect(printed).toMatch(/^http:\/\/:TOKEN@/)
    await openKeyValueStore(printed.replace('TOKEN', TOKEN)).checkWrite()
    await expect(openKeyValueStore(printed).checkWrite()).rejects.toThrow()
  })
})
