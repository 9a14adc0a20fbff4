import * as z from 'zod'
import { startNeonEndpoint } from './endpoints/neon.ts'
import { exitOnListenError, listenAt, readSettings } from './endpoints/read-settings.ts'

/**
 * Neon's protocol on PORT in front of the Postgres at DATABASE_URL, for the local development of edge functions. It requires
 * no password: everybody who can reach it can read and write the database.
 */
const DATABASE_URL = z.url({ protocol: /^postgres(ql)?$/, error: 'must be the postgres://… of the database' })
const { DATABASE_URL: url, PORT: port, HOST: host } = readSettings(z.object({ DATABASE_URL, ...listenAt(8001) }))
await startNeonEndpoint(url, { port, host }).catch(exitOnListenError)
const { pathname } = new URL(url)
process.stdout.write(`DATABASE_URL=neon+http://user:password@localhost:${port}${pathname}\n`)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
