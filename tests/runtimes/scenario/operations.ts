import { assets } from '../../../functions/_docs/assets.ts'
import type { Recorder } from '../transcript.ts'
import type { ScenarioContext } from './context.ts'

/** Jobs, health, metrics and documentation. */
export async function operations({ send, sendOk }: Recorder, { staff, cron }: ScenarioContext): Promise<void> {
  const jobs = ['expire-holds', 'process-webhooks', 'reconcile-payments', 'rebuild-flash-sales', 'flush-carts']
  for (const job of jobs) await sendOk('run-job', `/jobs/${job}`, { headers: cron })
  await send('run-job', '/jobs/no-such', { headers: cron })
  await send('run-job', '/jobs/expire-holds')
  await sendOk('check-invariants', '/admin/invariants', { headers: staff })
  await sendOk('health', '/health/')
  await sendOk('metrics', '/metrics')
  await sendOk('liveness', '/health/live')
  await sendOk('openapi', '/openapi.json')
  await sendOk('docs', '/docs')
  await sendOk('api-index', '/')
  await sendOk('api-index', '/', { headers: { accept: 'text/html,*/*;q=0.8' } })
  const [asset] = await assets()
  await sendOk('get-asset', `/assets/${asset?.file}`)
}
