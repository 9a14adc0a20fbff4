import { expect, test } from 'vitest'
import type { Job } from '../../shared/jobs/job.ts'
import { jobTools } from '../../shared/jobs/job-tools.ts'
import { jobs } from '../../shared/jobs/jobs.ts'
import { runLogged } from '../../shared/jobs/run-job.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { logger } from '../../shared/platform/observability/logger.ts'
import { flashSaleShop } from '../flash-sales/flash-sale-shop.ts'
import { captureLog } from '../platform/http/toy-endpoint.ts'
import { testShop } from '../support/shop.ts'

const shop = await testShop({ variables: { LOG_LEVEL: 'info' } })
const lines = captureLog(shop.env)
const settings = getConfiguration(shop.env)
const tools = jobTools(settings, logger(settings))

async function linesOf(name: string, runs: number): Promise<unknown[]> {
  lines.length = 0
  const job = jobs.get(name)
  if (job === undefined) throw new Error(name)
  for (let run = 0; run < runs; run++) await runLogged(name, job, tools, `job_${run}`)
  return lines.map((line) => JSON.parse(line))
}

test('no line for a live sale whose gate is written each second', async () => {
  const { sale } = await flashSaleShop(shop)
  await sale({ allocation: 5 })
  const job = jobs.get('rebuild-flash-sales') as Job
  expect((await job.runOnce(tools)).processed).toBeGreaterThan(0)
  expect(await linesOf('rebuild-flash-sales', 3)).toEqual([])
})

test('no line for runs that find nothing, one for a run that did something', async () => {
  for (const name of jobs.keys()) await linesOf(name, 2)
  for (const name of jobs.keys()) expect(await linesOf(name, 2), name).toEqual([])
  await shop.conclude(await shop.order({ lines: { 'MILK-0001': 1 } }))
  const [line] = await linesOf('deliver-outbox', 1)
  expect(line).toMatchObject({ level: 'info' })
})
