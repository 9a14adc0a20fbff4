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
import { jobTools, recordingLog } from '../races/payments.ts'
import { testDatabase } from '../support/database.ts'

const EVENTS = 12
const TIMEOUT_MILLISECONDS = 120_000

/** One receiver never responds, the other responds at once. Counts the requests of both. */
async function receivers() {
  const received = { hanging: 0, prompt: 0, promptAtFirstTimeout: -1 }
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
    received.hanging++
    request.socket.on('close', () => {
      if (received.promptAtFirstTimeout === -1) received.promptAtFirstTimeout = received.prompt
    })
    request.resume()
  })
  const prompt = createServer((_request, response) => {
    received.prompt++
    response.writeHead(204).end()
  })
  return { received, hangingUrl: await listen(hanging), promptUrl: await listen(prompt) }
}

async function run(job: RunOnce) {
  const { database } = await testDatabase()
  const { received, hangingUrl, promptUrl } = await receivers()
  // The rows for the hanging receiver are due first.
  await dueEvents(database, { endpoint: 'hanging', url: hangingUrl, count: EVENTS, dueSeconds: 120 })
  await dueEvents(database, { endpoint: 'prompt', url: promptUrl, count: EVENTS, dueSeconds: 60 })
  const { log } = recordingLog()
  const tools: JobTools = {
    ...jobTools(database, log),
    sendWebhook: ({ url, body }, signal) => postWebhook({ url, headers: {}, body, development: true }, signal),
  }
  const { processed } = await job(tools)
  await expect.poll(() => received.promptAtFirstTimeout).not.toBe(-1)
  const text = `select count(*) filter (where attempts = 0 and available_at > now())::integer as delayed,
      count(*) filter (where attempts = 1 and last_error like 'took longer%')::integer as tried
    from outbox where topic = 'webhook' and lane = 'hanging'`
  const [waiting] = await database.query({ name: '', text }, [])
  return { received, processed, waiting }
}

test('a receiver that hangs does not delay others: two attempts, then its other rows are delayed', {
  timeout: TIMEOUT_MILLISECONDS,
}, async () => {
  const { received, processed, waiting } = await run(deliverOutbox)
  expect(received).toEqual({ hanging: 2, prompt: EVENTS, promptAtFirstTimeout: EVENTS })
  expect(processed).toBe(EVENTS)
  expect(waiting).toEqual({ tried: 2, delayed: EVENTS - 2 })
})

const Claimed = z.object({ items: z.array(OutboxMessage) })

/** Four at a time, in order, without a limit for each endpoint. */
const deliverNaively: RunOnce = async (tools) => {
  const { items } = await callRoutine(tools.database, 'claim_outbox', { limit: 100, leaseSeconds: 60 }, Claimed)
  const first = await Promise.all(items.slice(0, 4).map((message) => deliverMessage(message, tools)))
  return { processed: first.filter((result) => result === 'delivered').length, remaining: items.length - first.length }
}

test('the naive variant blocks: the test detects it', { timeout: TIMEOUT_MILLISECONDS }, async () => {
  const { received } = await run(deliverNaively)
  expect(received).toMatchObject({ hanging: 4, promptAtFirstTimeout: 0 })
})
