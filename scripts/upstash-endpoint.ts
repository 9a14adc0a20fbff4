import * as z from 'zod'
import { exitOnListenError, listenAt, readSettings } from './endpoints/read-settings.ts'
import { startUpstashEndpoint } from './endpoints/upstash.ts'

/** Upstash's protocol on PORT in front of the Redis at REDIS_URL, with TOKEN as bearer token. */
const REDIS_URL = z.url({ protocol: /^rediss?$/, error: 'must be the redis://… of the store' })
const TOKEN = z
  .string('is required, with at least 16 characters: generate one with: openssl rand -hex 16')
  .min(16, 'must have at least 16 characters: generate one with: openssl rand -hex 16')
const settings = readSettings(z.object({ REDIS_URL, TOKEN, ...listenAt(8002) }))
const { REDIS_URL: url, TOKEN: token, PORT: port, HOST: host } = settings
await startUpstashEndpoint(url, { port, host, token }).catch(exitOnListenError)
process.stdout.write(`REDIS_URL=http://:TOKEN@localhost:${port}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
