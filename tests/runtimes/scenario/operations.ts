import { assets } from '../../../functions/_docs/assets.ts'
import type { Teller } from '../transcript.ts'
import type { Cast } from './context.ts'

/** Those who run the shop look after it. */
export async function operations({ tell, done }: Teller, { staff, cron }: Cast): Promise<void> {
  const jobs = ['expire-holds', 'process-webhooks', 'reconcile-payments', 'rebuild-flash-sales', 'flush-carts']
  for (const job of jobs) await done('run-job', `/jobs/${job}`, { headers: cron })
  await tell('run-job', '/jobs/no-such', { headers: cron })
  await tell('run-job', '/jobs/expire-holds')
  await done('check-invariants', '/admin/invariants', { headers: staff })
  await done('health', '/health/')
  await done('metrics', '/metrics')
  await done('liveness', '/health/live')
  await done('openapi', '/openapi.json')
  await done('docs', '/docs')
  const [asset] = await assets()
  await done('get-asset', `/assets/${asset?.file}`)
}
