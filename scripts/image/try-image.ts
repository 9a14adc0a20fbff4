import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { promisify } from 'node:util'
import * as z from 'zod'
import { tour } from '../tour.ts'
import type { ImageConfig } from './buildah.ts'
import { type Container, runContainer } from './container.ts'

const START_MILLISECONDS = 60_000
/** What a platform gives it between SIGTERM and SIGKILL. */
const END_MILLISECONDS = 30_000

const Listening = z.object({ msg: z.literal('listening'), port: z.int() })
const shell = promisify(execFile)

interface Servers {
  databaseUrl: string
  redisUrl: string
}

/** Runs the image as a platform would, on real servers. Answers what was found, a line each, or throws. */
export async function tryImage(
  root: string,
  config: ImageConfig,
  { databaseUrl, redisUrl }: Servers,
): Promise<string[]> {
  const drawn = () => randomBytes(32).toString('base64url')
  const variables = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    SECRET_KEY: drawn(),
    JWT_SECRET_KEY: drawn(),
    ALLOWED_HOSTS: 'localhost',
    PAYMENT_PROVIDER: 'sandbox',
    PORT: '0',
  }
  const run = (...command: string[]) => runContainer(root, config, command, variables)
  const found: string[] = []

  await succeeds('migrations', run('node', 'dist/migrate.js'))
  found.push('migrations ran')
  await succeeds('seed', run('node', 'dist/seed.js'))

  const server = run(...config.Cmd)
  try {
    const port = await listening(server)
    const userId = await server.userId()
    if (userId === 0) throw new Error('the server runs as root')
    found.push(`the server runs as user ${userId} (${config.User}) on a read-only root file system`)

    const health = runContainer(root, config, config.Healthcheck.Test.slice(1), { ...variables, PORT: `${port}` })
    await succeeds('the health check', health)
    const unhealthy = runContainer(root, config, config.Healthcheck.Test.slice(1), { ...variables, PORT: '1' })
    if ((await unhealthy.ended) !== 1) throw new Error('the health check is content with a server that is not there')
    found.push('the health check tells a server that answers from one that does not')

    const { stdout } = await shell('bash', ['-euc', tour(`http://localhost:${port}`)])
    if (!stdout.includes('"status":"paid"')) throw new Error(`no order was placed and paid:\n${stdout}`)
    found.push('an order was placed and paid')
    await succeeds('the invariants', run('node', 'dist/invariants.js'))
    found.push('every invariant holds')

    const milliseconds = await endsWell(server, port)
    found.push(`SIGTERM: the request under way was answered, and the process ended with 0 after ${milliseconds} ms`)
  } finally {
    server.child.kill('SIGKILL')
  }
  const writes = run('node', '-e', "require('node:fs').writeFileSync('/app/note', '')")
  if ((await writes.ended) === 0) throw new Error('the root file system can be written')
  return found
}

async function succeeds(what: string, container: Container): Promise<void> {
  const code = await container.ended
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${container.stdout()}${container.stderr()}`)
}

async function listening(server: Container): Promise<number> {
  const late = Date.now() + START_MILLISECONDS
  while (Date.now() < late && server.child.exitCode === null) {
    const line = server
      .stdout()
      .split('\n')
      .find((text) => text.includes('"listening"'))
    if (line !== undefined) return Listening.parse(JSON.parse(line)).port
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server does not listen:\n${server.stdout()}${server.stderr()}`)
}

/** Ends the server while the body of a request is still to come; answers how long that took. */
async function endsWell(server: Container, port: number): Promise<number> {
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
  if ((await answered) !== 404) throw new Error('a request under way was not answered')
  const late = setTimeout(() => server.child.kill('SIGKILL'), END_MILLISECONDS)
  const code = await server.ended
  clearTimeout(late)
  if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.stdout()}${server.stderr()}`)
  return Date.now() - started
}
