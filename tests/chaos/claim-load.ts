import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'

const CONNECTIONS = 64
/** A server that was killed is back after a while. */
const PAUSE_MILLISECONDS = 20
const ANSWER_MILLISECONDS = 15_000
/** Units are given back until somebody says that they are. */
const RETURN_TRIES = 500

/** A claim, a refusal that may name the claims of who asks, or nothing. */
const ReplyBody = z.object({
  id: z.string().optional(),
  code: z.string().optional(),
  claims: z.array(z.object({ id: z.string() })).default([]),
})
interface Reply {
  status: number
  body: z.output<typeof ReplyBody>
}

interface StormTerms {
  /** Attempts are spread: no more than so many a second. */
  perSecond?: number
  /** Whoever gets units thinks better of it after so long and gives them back; unset, they are kept. */
  keptMilliseconds?: number
}

export interface ClaimCrowd {
  /**
   * Attempts by customers in turn, a bounded number at once; tells how each ended: `claimed`, a code, or `lost`. Ends
   * when what is to be given back is.
   */
  storm(saleId: string, attempts: number, terms?: StormTerms): Promise<Record<string, number>>
  /** Resolves when so many attempts in all have begun. */
  begun(attempts: number): Promise<void>
  /** Attempts that have begun, in all. */
  attempts(): number
  /** Claims that a customer was told of, and has not begun to give back. */
  told: Set<string>
  /** Claims that a customer has given back, and was told so. */
  returned: Set<string>
  /** Claims whose answer was lost, and of which their customers were told when they came again. */
  foundAgain: Set<string>
  /** Where a server is that is up. */
  origin(): string
  close(): void
}

/** Signs so many customers in. */
export function signInAll(customers: number): Promise<string[]> {
  const configuration = getConfiguration({})
  return Promise.all(
    Array.from({ length: customers }, (_, customer) =>
      signAccessToken(configuration, { customerId: `cus_${customer}`, role: 'customer' }),
    ),
  )
}

/**
 * Customers of a flash sale, who come to one of several servers each time.
 * @param origins where the servers are at that moment; undefined while one is down
 * @param tokens of each customer
 */
export function claimCrowd(origins: () => (string | undefined)[], tokens: readonly string[]): ClaimCrowd {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const told = new Set<string>()
  const returned = new Set<string>()
  const returning = new Set<string>()
  const foundAgain = new Set<string>()
  let next = 0

  /** What a server says, each in its turn; null when there is no answer. */
  async function ask(turn: number, method: 'POST' | 'DELETE', path: string, token: string): Promise<Reply | null> {
    const up = origins().filter((origin) => origin !== undefined)
    const origin = up[turn % up.length]
    const reply = origin === undefined ? null : await send(agent, method, origin + path, token).catch(() => null)
    if (reply === null) await sleep(PAUSE_MILLISECONDS)
    return reply
  }

  async function giveBack(claim: string, path: string, token: string): Promise<void> {
    told.delete(claim)
    returning.add(claim)
    for (let turn = 0; turn < RETURN_TRIES; turn++) {
      const status = (await ask(turn, 'DELETE', `${path}/${claim}`, token))?.status
      if (status === 204) return void returned.add(claim)
    }
    throw new Error(`${claim} could not be given back`)
  }

  return {
    ...{ told, returned, foundAgain },
    async storm(saleId, attempts, { perSecond = Number.POSITIVE_INFINITY, keptMilliseconds } = {}) {
      const path = `/flash-sales/${saleId}/claims`
      const tally: Record<string, number> = {}
      const returns: Promise<void>[] = []
      const started = performance.now()
      let begun = 0
      const hear = (claim: string, token: string) => {
        told.add(claim)
        if (keptMilliseconds !== undefined)
          returns.push(sleep(keptMilliseconds).then(() => giveBack(claim, path, token)))
      }
      const attempt = async (): Promise<string> => {
        const turn = next++
        // A step that shares no factor with the number of customers brings all of them in turn to every server.
        const token = tokens[(turn * 7) % tokens.length] ?? ''
        const reply = await ask(turn, 'POST', path, token)
        for (const { id } of reply?.body.claims ?? []) {
          if (told.has(id) || returning.has(id)) continue
          foundAgain.add(id)
          hear(id, token)
        }
        if (reply?.status !== 201) return reply === null ? 'lost' : (reply.body.code ?? `status ${reply.status}`)
        hear(reply.body.id ?? '', token)
        return 'claimed'
      }
      const caller = async () => {
        while (begun < attempts) {
          const early = started + (1_000 * begun++) / perSecond - performance.now()
          if (early > 0) await sleep(early)
          const outcome = await attempt()
          tally[outcome] = (tally[outcome] ?? 0) + 1
        }
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, caller))
      await Promise.all(returns)
      return tally
    },
    async begun(attempts) {
      while (next < attempts) await sleep(2)
    },
    attempts: () => next,
    origin: () => origins().find((origin) => origin !== undefined) ?? '',
    close: () => agent.destroy(),
  }
}

/** One request over a connection that is kept. A fetch costs several times as much, on the cores that the servers need. */
function send(agent: Agent, method: 'POST' | 'DELETE', url: string, token: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const sent = request(url, { agent, method, headers, timeout: ANSWER_MILLISECONDS })
    sent.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = String(Buffer.concat(chunks))
        resolve({ status: response.statusCode ?? 0, body: ReplyBody.parse(text === '' ? {} : JSON.parse(text)) })
      })
      response.on('error', reject)
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
    sent.on('error', reject)
    sent.end(method === 'POST' ? '{"quantity":1}' : undefined)
  })
}
