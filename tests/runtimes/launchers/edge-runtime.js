/** Vercel's edge runtime: each function in a runtime of its own, created on first use. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { argv, env, stdout } from 'node:process'
import { createHandler, EdgeRuntime } from 'edge-runtime'

const handlers = new Map()
function handlerOf(name) {
  const initialCode = readFileSync(`${argv[2]}/${name}.js`, 'utf8')
  const runtime = new EdgeRuntime({ initialCode, extend: (context) => Object.assign(context, { process: { env } }) })
  const { handler } = createHandler({ runtime })
  handlers.set(name, handler)
  return handler
}
const server = createServer((request, response) => {
  const name = request.headers['x-function']
  return (handlers.get(name) ?? handlerOf(name))(request, response)
})
server.listen(0, '127.0.0.1', () => stdout.write(`${server.address().port}\n`))
