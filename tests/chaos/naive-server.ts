import pg from 'pg'
import { configuration, environment } from '../../scripts/environment.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import { serveRouter } from './serve-router.ts'

/**
 * A naive server: it acknowledges an order before it commits it. The difference only shows when the process dies between
 * the two. `kill.test.ts` starts it to prove that the test detects the loss.
 */
const COMMIT_AFTER_MILLISECONDS = 50

const env = environment()
const settings = configuration(env)
const url = settings.databaseUrl ?? ''
const pool = new pg.Pool({ connectionString: url })
const original = openPg(url)

async function call(routine: string, argument: unknown): Promise<unknown> {
  if (!routine.startsWith('place_order')) return original.call(routine, argument)
  const client = await pool.connect()
  const commit = () => client.query('commit').finally(() => client.release())
  try {
    await client.query('begin')
    const { rows } = await client.query(`select ${routine}($1::jsonb) as result`, [JSON.stringify(argument)])
    setTimeout(commit, COMMIT_AFTER_MILLISECONDS)
    return rows[0].result
  } catch (error) {
    await client.query('rollback')
    client.release()
    throw error
  }
}

databases.bind(settings, { ...original, call })
serveRouter(env)
