import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { promisify } from 'node:util'
import * as z from 'zod'
import { tour } from '../tour.ts'
import type { ImageConfig } from './buildah.ts'
import { type Container, runContainer } from './container.ts'

const START_TIMEOUT_MILLISECONDS = 60_000
/** The time that a platform allows between SIGTERM and SIGKILL. */
const STOP_TIMEOUT_MILLISECONDS = 30_000

const Listening = z.object({ msg: z.literal('listening'), port: z.int() })
const shell = promisify(execFile)

interface Servers {
  databaseUrl: string
  redisUrl: string
}

/** Runs the image as a platform does, on real servers. Returns a line for each result, or throws. */
export async function testImage(
  root: string,
  config: ImageConfig,
  { databaseUrl, redisUrl }: Servers,
): Promise<string[]> {
  const randomSecret = () => randomBytes(32).toString('base64url')
  const variables = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SECRET_KEY: randomSecret(),
    JWT_SECRET_KEY: randomSecret(),
    ALLOWED_HOSTS: 'localhost',
    PAYMENT_PROVIDER: 'sandbox',
    PORT: '0',
  }
  const run = (...command: string[]) => runContainer(root, config, command, variables)
  const results: string[] = []

  await expectSuccess('migrations', run('node', 'dist/migrate.js'))
  results.push('migrations ran')
  await expectSuccess('seed', run('node', 'dist/seed.js'))

  const server = run(...config.Cmd)
  try {
    const port = await waitForPort(server)
    const userId = await server.userId()
    if (userId === 0) throw new Error('the server runs as root')
    results.push(`the server runs as user ${userId} (${config.User}) on a read-only root file system`)

    const health = runContainer(root, config, config.Healthcheck.Test.slice(1), { ...variables, PORT: `${port}` })
    await expectSuccess('the health check', health)
    const unhealthy = runContainer(root, config, config.Healthcheck.Test.slice(1), { ...variables, PORT: '1' })
    if ((await unhealthy.ended) !== 1) throw new Error('the health check passes although no server runs')
    results.push('the health check detects whether the server responds')

    const { stdout } = await shell('bash', ['-euc', tour(`http://localhost:${port}`)])
    if (!stdout.includes('"status":"paid"')) throw new Error(`no order was placed and paid:\n${stdout}`)
    results.push('an order was placed and paid')
    await expectSuccess('the invariants', run('node', 'dist/invariants.js'))
    results.push('every invariant holds')

    const milliseconds = await shutDownDuringRequest(server, port)
    results.push(`SIGTERM: the pending request was answered, and the process ended with 0 after ${milliseconds} ms`)
  } finally {
    server.child.kill('SIGKILL')
  }
  const writes = run('node', '-e', "require('node:fs').writeFileSync('/app/note', '')")
  if ((await writes.ended) === 0) throw new Error('the root file system can be written')
  return results
}

async function expectSuccess(what: string, container: Container): Promise<void> {
  const code = await container.ended
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${container.stdout()}${container.stderr()}`)
}

async function waitForPort(server: Container): Promise<number> {
  const deadline = Date.now() + START_TIMEOUT_MILLISECONDS
  while (Date.now() < deadline && server.child.exitCode === null) {
    const line = server
      .stdout()
      .split('\n')
      .find((text) => text.includes('"listening"'))
    if (line !== undefined) return Listening.parse(JSON.parse(line)).port
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server does not listen:\n${server.stdout()}${server.stderr()}`)
}

/** Stops the server while the body of a request is pending. Returns the milliseconds until it ended. */
async function shutDownDuringRequest(server: Container, port: number): Promise<number> {
  const body = '{"quantity":1}'
  const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' }
  const request = httpRequest({ port, path: '/carts/none/items/MILK-0001', method: 'PUT', headers })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    request.on('response', (response) => resolve(response.resume().statusCode))
    request.on('error', reject)
  })
  await new Promise((resolve) => request.on('continue', resolve).flushHeaders())
  const started = Date.now()
  server.child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  request.end(body)
  if ((await answered) !== 404) throw new Error('the pending request was not answered')
  const timer = setTimeout(() => server.child.kill('SIGKILL'), STOP_TIMEOUT_MILLISECONDS)
  const code = await server.ended
  clearTimeout(timer)
  if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.stdout()}${server.stderr()}`)
  return Date.now() - started
}
