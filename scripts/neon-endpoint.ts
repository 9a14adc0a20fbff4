import * as z from 'zod'
import { startNeonEndpoint } from './endpoints/neon.ts'
import { environment } from './environment.ts'

/**
 * Neon's protocol on PORT in front of the Postgres at DATABASE_URL, for the local development of edge functions. It requires
 * no password: everybody who can reach it can read and write the database.
 */
const { DATABASE_URL, PORT } = z
  .object({ DATABASE_URL: z.url(), PORT: z.coerce.number().default(8001) })
  .parse(environment())
await startNeonEndpoint(DATABASE_URL, { port: PORT, host: '0.0.0.0' })
const { pathname } = new URL(DATABASE_URL)
process.stdout.write(`DATABASE_URL=neon+http://user:password@localhost:${PORT}${pathname}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
