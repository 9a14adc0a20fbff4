import pg from 'pg'
import { configuration, environment } from '../../scripts/environment.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import { serveNaively } from './serve-router.ts'

/**
 * The server as it must not be: an order is acknowledged when it is written, and committed a moment later. Nobody sees
 * the difference until the process dies in that moment. Started by `kill.test.ts`, to show that it would be seen.
 */
const COMMIT_AFTER_MILLISECONDS = 50

const env = environment()
const settings = configuration(env)
const url = settings.databaseUrl ?? ''
const pool = new pg.Pool({ connectionString: url })
const honest = openPg(url)

async function call(routine: string, argument: unknown): Promise<unknown> {
  if (!routine.startsWith('place_order')) return honest.call(routine, argument)
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

databases.bind(settings, { ...honest, call })
serveNaively(env)
