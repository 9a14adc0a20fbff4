import cluster from 'node:cluster'
import { createServer } from 'node:http'
import pino from 'pino'
import { supervise } from '../../../functions/_container/supervise.ts'

/** The naive variant: two processes that exit on SIGTERM without draining. */
const log = pino()

if (cluster.isPrimary) {
  supervise(2, log)
} else {
  const server = createServer((_incoming, outgoing) => {
    setTimeout(() => outgoing.end('{}'), 5)
  })
  server.listen(0, () => {
    const address = server.address()
    log.info({ port: typeof address === 'object' ? address?.port : 0, process: process.pid }, 'listening')
  })
  process.on('SIGTERM', () => process.exit(0))
}
