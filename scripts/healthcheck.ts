import { request } from 'node:http'
import { configuration } from './environment.ts'

/**
 * The HEALTHCHECK of the image: requests /health/ from the server in this container. Exit code 0 when the status is 200.
 */
const TIMEOUT_MILLISECONDS = 4_000

const { host = '127.0.0.1', port } = configuration()
const check = request({ host, port, path: '/health/', timeout: TIMEOUT_MILLISECONDS }, (response) => {
  response.resume()
  process.exitCode = response.statusCode === 200 ? 0 : 1
})
check.on('timeout', () => check.destroy(new Error(`no response within ${TIMEOUT_MILLISECONDS} ms`)))
check.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
check.end()
