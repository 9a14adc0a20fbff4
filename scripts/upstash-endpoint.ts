import * as z from 'zod'
import { startUpstashEndpoint } from './endpoints/upstash.ts'
import { environment } from './environment.ts'

/** Upstash's protocol on PORT in front of the Redis at REDIS_URL, with TOKEN as bearer token. */
const Environment = z.object({ REDIS_URL: z.url(), TOKEN: z.string().min(16), PORT: z.coerce.number().default(8002) })
const { REDIS_URL, TOKEN, PORT } = Environment.parse(environment())
await startUpstashEndpoint(REDIS_URL, { port: PORT, host: '0.0.0.0', token: TOKEN })
process.stdout.write(`REDIS_URL=http://:TOKEN@localhost:${PORT}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
