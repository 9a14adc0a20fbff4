import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import * as z from 'zod'

const Command = z.tuple([z.string()], z.union([z.string(), z.number()]))
const Pipeline = z.array(Command)

/**
 * Upstash's REST protocol in front of any Redis, for tests: a command is a JSON array, its reply `{ result }`;
 * `/pipeline` takes and answers a list of them.
 */
export async function startUpstashEndpoint(redisUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const token = 'token-of-the-test'
  const redis = new Redis(redisUrl)
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end(JSON.stringify({ error: 'Unauthorized' }))
      return
    }
    try {
      const sent: unknown = JSON.parse(await text(request))
      const run = async ([name, ...rest]: z.output<typeof Command>) => ({ result: await redis.call(name, rest) })
      const pipelined = request.url === '/pipeline'
      const answer = pipelined ? await Promise.all(Pipeline.parse(sent).map(run)) : await run(Command.parse(sent))
      response.end(JSON.stringify(answer))
    } catch (error) {
      response.writeHead(400).end(JSON.stringify({ error: String(error) }))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://:${token}@127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      redis.disconnect()
    },
  }
}
