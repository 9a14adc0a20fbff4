import { serve } from '@hono/node-server'
import { router } from '../../functions/_router.ts'
import { configuration, environment } from '../../scripts/environment.ts'

/** Answers as the container does, but for what the caller has bound to the configuration; says where, as it does. */
export function serveNaively(env = environment()): void {
  serve({ fetch: router(env).fetch, port: configuration(env).port }, ({ port }) => {
    process.stderr.write(`http://localhost:${port}/products\n`)
  })
  process.once('SIGTERM', () => process.exit(0))
}
