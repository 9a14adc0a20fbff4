/** All edge bundles in one Node. */
import { argv, env, stdout } from 'node:process'
import { serve } from '@hono/node-server'

const { default: functions } = await import(argv[2])
serve({ fetch: (request) => functions.fetch(request, env), hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  stdout.write(`${port}\n`)
})
