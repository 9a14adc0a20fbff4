import { serve } from '@hono/node-server'
import { router } from '../../functions/_router.ts'
import { configuration, environment } from '../../scripts/environment.ts'

/** Serves the router like the container, with the database and Redis bound by the caller; logs its URL. */
export function serveRouter(env = environment()): void {
  serve({ fetch: router(env).fetch, port: configuration(env).port }, ({ port }) => {
    process.stderr.write(`http://localhost:${port}/products\n`)
  })
  process.once('SIGTERM', () => process.exit(0))
}
