import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import * as z from 'zod'

const Body = z.object({ query: z.string(), params: z.array(z.unknown()) })
const Fault = z.looseObject({ message: z.string(), code: z.string() })

/**
 * Neon's HTTP protocol in front of any Postgres, for tests: `POST /sql` with `{ query, params }`, the connection string
 * in a header; rows go back as arrays of Postgres's own text, errors as 400 with the fields of Postgres's error.
 */
export async function startNeonEndpoint(postgresUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const database = new URL(postgresUrl).pathname
  return {
    url: `neon+http://user:password@127.0.0.1:${port}${database}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}
