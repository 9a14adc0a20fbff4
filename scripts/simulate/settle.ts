import pino from 'pino'
import type { JobTools } from '../../shared/jobs/job.ts'
import { jobTools } from '../../shared/jobs/job-tools.ts'
import { jobs } from '../../shared/jobs/jobs.ts'
import type { Configuration } from '../../shared/platform/configuration/configuration.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { openDatabase } from '../database.ts'
import { lookAtAll, type MoneyCounts, whereTheMoneyIs } from './where-the-money-is.ts'

/** What they learn in one round may ask for more: a refund, say, and then its news. */
const ROUNDS = 3

/**
 * What the shop's own jobs come to when the shoppers have left: for every second order whose callback went astray the time
 * to pay passes first, then late callbacks come, and the provider is asked about all that is open.
 */
export async function settle(shop: Configuration, astray: readonly string[]): Promise<MoneyCounts> {
  // Of its own: a database is opened once for each configuration, and this one is closed before the invariants open theirs.
  const settings = { ...shop, logLevel: 'silent' }
  const database = await openDatabase(settings)
  try {
    const tools = jobTools(settings, pino({ level: 'error' }, pino.destination(2)))
    await lapse(
      database,
      astray.filter((_, at) => at % 2 === 0),
    )
    await runToItsEnd('expire-holds', tools)
    for (let round = 0; round < ROUNDS; round++) {
      await lookAtAll(database)
      for (const name of ['process-webhooks', 'deliver-outbox', 'reconcile-payments']) await runToItsEnd(name, tools)
    }
    return await whereTheMoneyIs(database)
  } finally {
    await database.close()
  }
}

async function lapse(database: Database, orderIds: readonly string[]): Promise<void> {
  const text = `with lapsed as (
      update orders set expires_at = now() where id = any($1::text[]) and status = 'pending_payment' returning id
    ), holds as (
      update stock_holds h set expires_at = now() from lapsed where h.order_id = lapsed.id
    )
    update slot_bookings b set expires_at = now() from lapsed where b.order_id = lapsed.id and b.expires_at is not null`
  await database.query({ name: 'lapse', text }, [orderIds])
}

async function runToItsEnd(name: string, tools: JobTools): Promise<void> {
  const job = jobs.get(name)
  if (job === undefined) throw new Error(`there is no job ${name}`)
  while ((await job.runOnce(tools)).processed > 0);
}
