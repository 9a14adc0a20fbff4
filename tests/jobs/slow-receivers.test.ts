import { createServer, type Server } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import * as z from 'zod'
import { deliverOutbox } from '../../shared/jobs/deliver-outbox.ts'
import type { JobTools, RunOnce } from '../../shared/jobs/job.ts'
import { deliverMessage } from '../../shared/outbox/deliver-message.ts'
import { OutboxMessage } from '../../shared/outbox/message.ts'
import { callRoutine } from '../../shared/platform/db/database.ts'
import { postWebhook } from '../../shared/webhooks/post-node.ts'
import { dueEvents } from '../races/due-events.ts'
import { jobTools, keptLog } from '../races/money.ts'
import { testDatabase } from '../support/database.ts'

const EVENTS = 12
const TIMEOUT_MILLISECONDS = 120_000

/** One receiver takes each request and answers none; the other answers. What each was sent, in the order of arrival. */
async function receivers() {
  const taken = { hanging: 0, prompt: 0, promptWhenTheFirstGaveUp: -1 }
  const listen = async (server: Server) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    afterAll(() => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    })
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`
  }
  const hanging = createServer((request) => {
    taken.hanging++
    request.socket.on('close', () => {
      if (taken.promptWhenTheFirstGaveUp === -1) taken.promptWhenTheFirstGaveUp = taken.prompt
    })
    request.resume()
  })
  const prompt = createServer((_request, response) => {
    taken.prompt++
    response.writeHead(204).end()
  })
  return { taken, hangingUrl: await listen(hanging), promptUrl: await listen(prompt) }
}

async function run(job: RunOnce) {
  const { database } = await testDatabase()
  const { taken, hangingUrl, promptUrl } = await receivers()
  // Those for the one that hangs are due first.
  await dueEvents(database, { endpoint: 'hanging', url: hangingUrl, count: EVENTS, dueSeconds: 120 })
  await dueEvents(database, { endpoint: 'prompt', url: promptUrl, count: EVENTS, dueSeconds: 60 })
  const { log } = keptLog()
  const tools: JobTools = {
    ...jobTools(database, log),
    sendWebhook: ({ url, body }, signal) => postWebhook({ url, headers: {}, body, development: true }, signal),
  }
  const { processed } = await job(tools)
  await expect.poll(() => taken.promptWhenTheFirstGaveUp).not.toBe(-1)
  const text = `select count(*) filter (where attempts = 0 and available_at > now())::integer as left_in_peace,
      count(*) filter (where attempts = 1 and last_error like 'took longer%')::integer as tried
    from outbox where topic = 'webhook' and lane = 'hanging'`
  const [waiting] = await database.query({ name: '', text }, [])
  return { taken, processed, waiting }
}

test('a receiver that hangs holds up no other: it is tried twice, and then left in peace', {
  timeout: TIMEOUT_MILLISECONDS,
}, async () => {
  const { taken, processed, waiting } = await run(deliverOutbox)
  expect(taken).toEqual({ hanging: 2, prompt: EVENTS, promptWhenTheFirstGaveUp: EVENTS })
  expect(processed).toBe(EVENTS)
  expect(waiting).toEqual({ tried: 2, left_in_peace: EVENTS - 2 })
})

const Claimed = z.object({ items: z.array(OutboxMessage) })

/** Four at a time, in their order, whoever they are for. */
const naively: RunOnce = async (tools) => {
  const { items } = await callRoutine(tools.database, 'claim_outbox', { limit: 100, leaseSeconds: 60 }, Claimed)
  const first = await Promise.all(items.slice(0, 4).map((message) => deliverMessage(message, tools)))
  return { processed: first.filter((end) => end === 'delivered').length, remaining: items.length - first.length }
}

test('the naive way stands still for it: this would show it', { timeout: TIMEOUT_MILLISECONDS }, async () => {
  const { taken } = await run(naively)
  expect(taken).toMatchObject({ hanging: 4, promptWhenTheFirstGaveUp: 0 })
})
