import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { seedShop } from '../../../shared/sample-shop/seed-shop.ts'
import { hasPostgres, testDatabase } from '../../support/database.ts'
import { startCallers } from './callers.ts'
import { type ClusterProcess, startCluster } from './cluster-process.ts'

/** A cluster on a real Postgres, while its processes are replaced, killed and stopped. */
const SERVER = fileURLToPath(new URL('../../../functions/_server.ts', import.meta.url))
const HASTY_SERVER = fileURLToPath(new URL('./hasty-server.ts', import.meta.url))
const PATHS = ['/categories', '/delivery-slots', '/products?limit=2']
const PATIENCE = { timeout: 120_000 }

const settings = (url: string) => ({ DATABASE_URL: url, LOG_LEVEL: 'info', RATE_LIMITS: 'False' })
const processes = (cluster: ClusterProcess) => cluster.linesWith('listening').map((line) => line.process)

/** Replaces every process under load, and returns the callers' results. */
async function replaceUnderLoad(cluster: ClusterProcess) {
  const callers = startCallers(cluster.origin, PATHS)
  await expect.poll(callers.answered, PATIENCE).toBeGreaterThan(100)
  cluster.signal('SIGHUP')
  await expect.poll(() => cluster.linesWith('all processes are replaced'), PATIENCE).toHaveLength(1)
  const before = callers.answered()
  await expect.poll(callers.answered, PATIENCE).toBeGreaterThan(before + 100)
  await callers.stop()
  return callers
}

describe.runIf(hasPostgres())('WEB_CONCURRENCY=2', () => {
  test('a rolling restart under load fails no request', PATIENCE, async () => {
    const { database, url } = await testDatabase()
    await seedShop(database, new Date(), 'Asia/Hong_Kong')
    const cluster = await startCluster(SERVER, settings(url), 2)
    const { answered, failures } = await replaceUnderLoad(cluster)
    process.stdout.write(`${answered()} requests across a rolling restart, ${failures.length} failed\n`)
    expect(failures).toEqual([])
    expect(new Set(processes(cluster)).size).toBe(4)
    const stopped = cluster.linesWith('stopped').map((line) => line.process)
    expect(stopped.toSorted()).toEqual(processes(cluster).slice(0, 2).toSorted())

    // The number of connections stays within the budget, even during the replacement.
    const text =
      "select count(*)::int as count from pg_stat_activity where application_name = 'larder' and datname = $1"
    const [row] = await database.query({ name: '', text }, [new URL(url).pathname.slice(1)])
    expect(row?.count).toBeLessThanOrEqual(24)
    cluster.signal('SIGTERM')
    expect(await cluster.ended).toBe(0)
  })

  test('the naive variant: a server that does not drain fails requests', PATIENCE, async () => {
    const { failures } = await replaceUnderLoad(await startCluster(HASTY_SERVER, {}, 2))
    expect(failures.join('\n')).toMatch(/ECONNRESET|socket hang up/)
  })

  test('a killed process is restarted while the other one handles requests', PATIENCE, async () => {
    const { url } = await testDatabase()
    const cluster = await startCluster(SERVER, settings(url), 2)
    const [victim = 0] = processes(cluster)
    process.kill(victim, 'SIGKILL')
    const get = () =>
      fetch(`${cluster.origin}/docs`, { signal: AbortSignal.timeout(5_000) }).then(({ status }) => status)
    await expect.poll(() => get().catch(String), PATIENCE).toBe(200)
    await expect.poll(() => processes(cluster), PATIENCE).toHaveLength(3)
    expect(cluster.linesWith('a process crashed and is restarted')).toHaveLength(1)
    cluster.signal('SIGTERM')
    expect(await cluster.ended).toBe(0)
  })

  test('a process that cannot start exits with the reason and is not restarted', PATIENCE, async () => {
    const { url } = await testDatabase()
    const { port } = new URL((await startCluster(HASTY_SERVER, {}, 2)).origin)
    await expect(startCluster(SERVER, { ...settings(url), PORT: port }, 2)).rejects.toThrow(`Port ${port} is in use`)
  })
})
