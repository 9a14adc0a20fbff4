import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { Redis } from 'ioredis'
import * as z from 'zod'
import { closeServer, type Endpoint, type EndpointAddress, listen } from './listen.ts'

const Command = z.tuple([z.string()], z.union([z.string(), z.number()]))
const Pipeline = z.array(Command)

/**
 * Upstash's REST protocol in front of any Redis, for tests and local development: a command is a JSON array, its reply
 * `{ result }` or `{ error }`. `/pipeline` accepts a list of commands and returns a list of replies.
 */
export async function startUpstashEndpoint(
  redisUrl: string,
  { port = 0, host = '127.0.0.1', token = 'token-of-the-test' }: EndpointAddress & { token?: string } = {},
): Promise<Endpoint> {
  const redis = new Redis(redisUrl)
  // Commands report errors.
  redis.on('error', () => {})
  const run = ([name, ...rest]: z.output<typeof Command>) =>
    redis.call(name, rest).then(
      (result) => ({ result }),
      (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
    )
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end(JSON.stringify({ error: 'Unauthorized' }))
      return
    }
    const sent: unknown = JSON.parse(await text(request))
    if (request.url === '/pipeline') {
      response.end(JSON.stringify(await Promise.all(Pipeline.parse(sent).map(run))))
      return
    }
    const answer = await run(Command.parse(sent))
    response.writeHead('error' in answer ? 400 : 200).end(JSON.stringify(answer))
  })
  const listening = await listen(server, { port, host })
  return {
    url: `http://:${token}@127.0.0.1:${listening}`,
    async stop() {
      await closeServer(server)
      redis.disconnect()
    },
  }
}
