import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { dueEvents } from './due-events.ts'

const RUNNER = fileURLToPath(new URL('runner-process.ts', import.meta.url))
const ENDPOINTS = 4
const EVENTS = 40
const ALL = ENDPOINTS * EVENTS
/** The batch of one runner: at most this many messages may arrive twice after a kill. */
const AT_HAND = 4
const ANSWER_MILLISECONDS = 15
const TIMEOUT_MILLISECONDS = 240_000
const patience = { timeout: 100_000, interval: 20 }
type Variant = 'honest' | 'withoutLease' | 'takenOutFirst'

/** A slow receiver that counts how often each message arrives. */
async function receiver() {
  const times = new Map<string, number>()
  const server = createServer(async (request, response) => {
    const id = String(request.headers['webhook-id'])
    times.set(id, (times.get(id) ?? 0) + 1)
    request.resume()
    await sleep(ANSWER_MILLISECONDS)
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`
  const sent = () => [...times.values()].reduce((sum, count) => sum + count, 0)
  const duplicates = () => [...times.values()].filter((count) => count > 1).length
  return { url, sent, duplicates, lost: () => ALL - times.size }
}

function startRunner(databaseUrl: string, variant: Variant) {
  const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent', MAIL_URL: 'none:' }
  const child = spawn(process.execPath, [RUNNER, variant], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const kill = () => {
    child.kill('SIGKILL')
    return ended
  }
  onTestFinished(kill)
  const runs = () => {
    if (child.exitCode !== null) throw new Error(`the runner ended with ${child.exitCode}`)
    return true
  }
  return { kill, runs }
}

const waits = async (database: Database) => {
  const text = "select count(*)::integer as count from outbox where topic = 'webhook' and delivered_at is null"
  return Number((await database.query({ name: '', text }, []))[0]?.count)
}
/** Ends the lease of a killed runner. */
const passTime = (database: Database) =>
  database.query({ name: '', text: 'update outbox set available_at = now() where delivered_at is null' }, [])

async function due() {
  const { database, url } = await testDatabase()
  const hook = await receiver()
  for (let at = 0; at < ENDPOINTS; at++) {
    await dueEvents(database, { endpoint: `end-${at}`, url: hook.url, count: EVENTS, dueSeconds: 9 })
  }
  return { database, url, hook }
}

async function killedMidBatch(variant: Variant, kills: number) {
  const { database, url, hook } = await due()
  for (let kill = 0; kill < kills; kill++) {
    const before = hook.sent()
    const runner = startRunner(url, variant)
    await vi.waitUntil(() => runner.runs() && hook.sent() >= before + 10, patience)
    await runner.kill()
    await passTime(database)
  }
  const last = startRunner(url, variant)
  await vi.waitUntil(async () => last.runs() && (await waits(database)) === 0, patience)
  await quiet(hook)
  return hook
}

/** Messages that were marked as sent before they were sent are still in flight. */
async function quiet(hook: { sent(): number }): Promise<void> {
  for (let before = -1; before !== hook.sent(); await sleep(2_000)) before = hook.sent()
}

async function twoAtOnce(variant: Variant) {
  const { database, url, hook } = await due()
  const runners = [startRunner(url, variant), startRunner(url, variant)]
  await vi.waitUntil(async () => runners.every(({ runs }) => runs()) && (await waits(database)) === 0, patience)
  return hook
}

describe.runIf(hasPostgres())('runners of the outbox', { timeout: TIMEOUT_MILLISECONDS }, () => {
  test('a runner killed in the middle of a batch loses nothing and repeats at most the messages in progress', async () => {
    const hook = await killedMidBatch('honest', 3)
    expect(hook.lost()).toBe(0)
    expect(hook.duplicates()).toBeLessThanOrEqual(3 * AT_HAND)
    process.stdout.write(`3 runners killed: ${ALL} messages, ${hook.duplicates()} came twice, none was lost\n`)
  })

  test('two at once: each message comes once', async () => {
    const hook = await twoAtOnce('honest')
    expect([hook.lost(), hook.duplicates()]).toEqual([0, 0])
  })

  test('a message removed before it is sent is lost, and the kill detects it', async () => {
    expect((await killedMidBatch('takenOutFirst', 1)).lost()).toBeGreaterThan(0)
  })

  test('without lock and lease messages arrive twice, and two runners detect it', async () => {
    expect((await twoAtOnce('withoutLease')).duplicates()).toBeGreaterThan(0)
  })
})
