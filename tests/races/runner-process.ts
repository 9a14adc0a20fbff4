import * as z from 'zod'
import { configuration, environment } from '../../scripts/environment.ts'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import type { RunOnce } from '../../shared/jobs/job.ts'
import { jobTools } from '../../shared/jobs/job-tools.ts'
import { pause } from '../../shared/jobs/pause.ts'
import { callRoutine, type Database } from '../../shared/platform/db/database.ts'
import { logger } from '../../shared/platform/observability/logger.ts'

/** A process that delivers the outbox until it is killed. `runners.test.ts` starts the real and the naive variants. */
const Pending = z.array(z.object({ id: z.coerce.number(), deliveryId: z.string() }))
const View = z.object({ id: z.string(), body: z.string(), endpointId: z.string(), url: z.string() })
const BATCH = 20

async function pending(database: Database) {
  const text = `select id, payload ->> 'deliveryId' as "deliveryId" from outbox
    where topic = 'webhook' and delivered_at is null order by id limit ${BATCH}`
  return Pending.parse(await database.query({ name: 'pending', text }, []))
}

async function note(database: Database, ids: readonly number[]): Promise<void> {
  const text = 'update outbox set delivered_at = now() where id = any($1::bigint[])'
  await database.query({ name: 'note', text }, [ids])
}

/** Reads undelivered messages, sends them and marks them as sent, without a lock or a lease. */
const withoutLease: RunOnce = async (tools) => {
  const batch = await pending(tools.database)
  for (const { id, deliveryId } of batch) {
    const delivery = await callRoutine(tools.database, 'webhook_delivery_view', { deliveryId }, View)
    await tools.sendWebhook({ ...delivery, secretNumbers: [1] }, AbortSignal.timeout(20_000))
    await note(tools.database, [id])
  }
  return { processed: batch.length, remaining: 0 }
}

/** Removes a batch from the outbox, then sends it: never twice, and never again after a failure. */
const takenOutFirst: RunOnce = async (tools) => {
  const batch = await pending(tools.database)
  await note(
    tools.database,
    batch.map(({ id }) => id),
  )
  for (const { deliveryId } of batch) {
    const delivery = await callRoutine(tools.database, 'webhook_delivery_view', { deliveryId }, View)
    await tools.sendWebhook({ ...delivery, secretNumbers: [1] }, AbortSignal.timeout(20_000))
  }
  return { processed: batch.length, remaining: 0 }
}

const runners: Record<string, RunOnce> = { honest: deliverOutbox, withoutLease, takenOutFirst }
const runOnce = runners[process.argv[2] ?? '']
if (runOnce === undefined) throw new Error(`there is no runner ${process.argv[2]}`)
const settings = configuration(environment())
const tools = jobTools(settings, logger(settings))
for (;;) {
  if ((await runOnce(tools)).processed === 0) await pause(0.05, new AbortController().signal)
}
