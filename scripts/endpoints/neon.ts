import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import * as z from 'zod'
import { closeServer, type Endpoint, type EndpointAddress, listen } from './listen.ts'

const Body = z.object({ query: z.string(), params: z.array(z.unknown()) })
const Fault = z.looseObject({ message: z.string(), code: z.string() })

/**
 * Neon's HTTP protocol in front of any Postgres, for tests and local development: `POST /sql` with `{ query, params }`, and
 * the connection string in a header. Rows are returned as arrays of Postgres's text format, errors as 400 with the fields
 * of Postgres's error.
 */
export async function startNeonEndpoint(
  postgresUrl: string,
  { port = 0, host = '127.0.0.1' }: EndpointAddress = {},
): Promise<Endpoint> {
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 4 })
  const rawText = { getTypeParser: () => (value: string) => value }
  const server = createServer(async (request, response) => {
    try {
      const { query, params } = Body.parse(JSON.parse(await text(request)))
      const result = await pool.query({ text: query, values: params, rowMode: 'array', types: rawText })
      const { command, rowCount, rows, fields } = result
      response.end(JSON.stringify({ command, rowCount, rows, fields, rowAsArray: true }))
    } catch (error) {
      const fault = Fault.safeParse(error)
      response.statusCode = fault.success ? 400 : 500
      response.end(fault.success ? JSON.stringify({ ...fault.data, message: fault.data.message }) : 'broken')
    }
  })
  const listening = await listen(server, { port, host })
  const database = new URL(postgresUrl).pathname
  return {
    url: `neon+http://user:password@127.0.0.1:${listening}${database}`,
    async stop() {
      await closeServer(server)
      await pool.end()
    },
  }
}
