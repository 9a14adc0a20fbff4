import { request } from 'node:http'
import { configuration } from './environment.ts'

/**
 * Asks the server of this container for its health, as a host name that it serves: what the image's HEALTHCHECK runs.
 * Exit code 0 when it can sell.
 */
const PATIENCE_MILLISECONDS = 4_000

const { port, allowedHosts } = configuration()
const [allowed = 'localhost'] = allowedHosts
const host = allowed === '*' ? 'localhost' : allowed.replace(/^\./, '')
const asked = request(
  { host: '127.0.0.1', port, path: '/health/', headers: { host }, timeout: PATIENCE_MILLISECONDS },
  (answer) => {
    answer.resume()
    process.exitCode = answer.statusCode === 200 ? 0 : 1
  },
)
asked.on('timeout', () => asked.destroy(new Error(`no answer in ${PATIENCE_MILLISECONDS} ms`)))
asked.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
asked.end()
