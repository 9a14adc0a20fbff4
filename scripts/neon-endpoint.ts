import * as z from 'zod'
import { startNeonEndpoint } from './endpoints/neon.ts'
import { environment } from './environment.ts'

/**
 * Neon's protocol in front of the Postgres at DATABASE_URL, on PORT: what a function at the edge is developed with. It
 * asks for no password: whoever reaches it has the database.
 */
const { DATABASE_URL, PORT } = z
  .object({ DATABASE_URL: z.url(), PORT: z.coerce.number().default(8001) })
  .parse(environment())
await startNeonEndpoint(DATABASE_URL, { port: PORT, host: '0.0.0.0' })
const { pathname } = new URL(DATABASE_URL)
process.stdout.write(`DATABASE_URL=neon+http://user:password@localhost:${PORT}${pathname}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
