import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Chance } from '../../scripts/simulate/chance.ts'
import { createRetryingClient, type Send } from './retrying-client.ts'
import { type Pay, runShopper, type ShopperRecord } from './run-shopper.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const CLIENTS = 16
/** From the moment that the server listens. Long enough to be under load, short enough for many kills in a run. */
const LONGEST_LIFE_MILLISECONDS = 1_500
/** Every other kill follows a number of answered orders and a short delay, so that slow machines lose answers too. */
const MOST_ORDERS = 10
const LONGEST_DELAY_MILLISECONDS = 30
const LATEST_KILL_MILLISECONDS = 10_000

interface RunOptions {
  entry: string
  databaseUrl: string
  kills: number
  chance: Chance
  pay?: Pay
}

export interface Outcome {
  records: ShopperRecord[]
  /** Warnings and errors that the servers logged. */
  logged: string[]
  /** Sends to the server that was started last and still runs. */
  send: Send
  /** Stops the server gracefully. */
  stop(): Promise<void>
}

/** Runs shoppers while the server is killed repeatedly. Resolves when the last shopper has an answer. */
export async function runUnderKills({ entry, databaseUrl, kills, chance, pay }: RunOptions): Promise<Outcome> {
  const codeCache = await mkdtemp(join(tmpdir(), 'larder-code-'))
  const startOne = () => startServer({ entry, databaseUrl, codeCache })
  await (await startOne()).end('SIGTERM')

  let up = Promise.withResolvers<string>()
  const { send, answered } = orderCounter(createRetryingClient({ origin: () => up.promise }))
  const seed = chance.between('shoppers', 0, 2 ** 31)
  const records: ShopperRecord[] = []
  const logged: string[] = []
  let open = true
  let shoppers = 0
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (open) records.push(await runShopper(send, seed, ++shoppers, pay))
  })
  // A failed client fails the test at its end, not as an unhandled rejection before.
  const visits = Promise.all(clients)
  visits.catch(() => {})

  const start = async (): Promise<ServerProcess> => {
    const server = await startOne()
    up.resolve(server.origin)
    return server
  }
  const afterOrder = async (kill: number) => {
    const orders = answered(chance.between(`orders/${kill}`, 1, MOST_ORDERS))
    await Promise.race([orders, sleep(LATEST_KILL_MILLISECONDS, null, { ref: false })])
    await sleep(chance.between(`aftermath/${kill}`, 0, LONGEST_DELAY_MILLISECONDS))
  }
  for (let kill = 1; kill <= kills; kill++) {
    const server = await start()
    await (kill % 2 === 0 ? sleep(chance.between(`life/${kill}`, 0, LONGEST_LIFE_MILLISECONDS)) : afterOrder(kill))
    up = Promise.withResolvers<string>()
    await server.end('SIGKILL')
    logged.push(...server.logged())
  }
  const last = await start()
  open = false
  await visits.catch(async (error: unknown) => {
    await last.end('SIGKILL')
    throw error
  })
  return {
    records,
    logged,
    send,
    async stop() {
      const code = await last.end('SIGTERM')
      await rm(codeCache, { recursive: true })
      logged.push(...last.logged(), ...(code === 0 ? [] : [`ended with ${code}`]))
    },
  }
}

/** Counts answered orders; `answered` resolves after the given number of further orders. */
function orderCounter(client: Send) {
  let awaited = { orders: 0, resolve: () => {} }
  const send: Send = async (method, path, options) => {
    const reply = await client(method, path, options)
    if (path === '/orders' && reply.status === 201 && --awaited.orders === 0) awaited.resolve()
    return reply
  }
  const answered = (orders: number) =>
    new Promise<void>((resolve) => {
      awaited = { orders, resolve }
    })
  return { send, answered }
}
