import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { samples } from '../../platform/observability/samples.ts'
import { hasPostgres, testDatabase } from '../../support/database.ts'
import { startCluster } from './cluster-process.ts'

const SERVER = fileURLToPath(new URL('../../../functions/_server.ts', import.meta.url))
const PATIENCE = { timeout: 120_000 }
const REQUESTS = 40
const ANSWERED = 'larder_http_requests_total{route="/docs",method="GET",status="200"}'

describe.runIf(hasPostgres())('metrics of WEB_CONCURRENCY=2', () => {
  test('are the sum of all processes, from any process, and survive a replacement', PATIENCE, async () => {
    const { url } = await testDatabase()
    const cluster = await startCluster(SERVER, { DATABASE_URL: url, LOG_LEVEL: 'info' }, 2)
    const get = (path: string) => fetch(cluster.origin + path, { headers: { connection: 'close' } })
    const answered = async () => samples(await (await get('/metrics')).text()).get(ANSWERED)

    for (let request = 0; request < REQUESTS; request++) await get('/docs')
    expect(await Promise.all(Array.from({ length: 6 }, answered))).toEqual(Array(6).fill(REQUESTS))

    cluster.signal('SIGHUP')
    await expect.poll(() => cluster.linesWith('all processes are replaced'), PATIENCE).toHaveLength(1)
    expect(await answered()).toBe(REQUESTS)
    cluster.signal('SIGTERM')
    expect(await cluster.ended).toBe(0)
  })
})
