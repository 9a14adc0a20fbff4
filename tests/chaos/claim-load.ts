import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { keys } from './server-process.ts'

const CONNECTIONS = 64
/** Pause before a retry while no server answers. */
const PAUSE_MILLISECONDS = 20
const ANSWER_MILLISECONDS = 15_000
/** A release is retried until a server confirms it. */
const RELEASE_TRIES = 500

/** A claim, a refusal that may list the caller's claims, or an empty body. */
const ReplyBody = z.object({
  id: z.string().optional(),
  code: z.string().optional(),
  claims: z.array(z.object({ id: z.string() })).default([]),
})
interface Reply {
  status: number
  body: z.output<typeof ReplyBody>
}

interface LoadOptions {
  /** Most attempts per second. */
  perSecond?: number
  /** Claims are released after this time; unset, they stay. */
  releaseAfterMilliseconds?: number
}

export interface ClaimLoad {
  /**
   * Sends attempts of customers in turn, a bounded number at once; counts the outcomes: `claimed`, a code, or `lost`.
   * Resolves after the last release.
   */
  run(saleId: string, attempts: number, terms?: LoadOptions): Promise<Record<string, number>>
  /** Resolves once this many attempts in total have started. */
  waitForAttempts(attempts: number): Promise<void>
  /** Attempts started in total. */
  attempts(): number
  /** Acknowledged claims that are not being released. */
  acknowledged: Set<string>
  /** Claims whose release was acknowledged. */
  released: Set<string>
  /** Claims whose first answer was lost and that a retry returned. */
  recovered: Set<string>
  /** The origin of a running server. */
  origin(): string
  close(): void
}

/** Access tokens of this many customers. */
export function signInAll(customers: number): Promise<string[]> {
  const configuration = getConfiguration(keys)
  return Promise.all(
    Array.from({ length: customers }, (_, customer) =>
      signAccessToken(configuration, { customerId: `cus_${customer}`, role: 'customer' }),
    ),
  )
}

/**
 * Customers of a flash sale. Each request goes to one of several servers.
 * @param origins the current origins of the servers; undefined while one is down
 * @param tokens one access token for each customer
 */
export function createClaimLoad(origins: () => (string | undefined)[], tokens: readonly string[]): ClaimLoad {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const acknowledged = new Set<string>()
  const released = new Set<string>()
  const releasing = new Set<string>()
  const recovered = new Set<string>()
  let next = 0

  /** Sends to the running servers in turn; null when there is no answer. */
  async function sendToServer(
    turn: number,
    method: 'POST' | 'DELETE',
    path: string,
    token: string,
  ): Promise<Reply | null> {
    const up = origins().filter((origin) => origin !== undefined)
    const origin = up[turn % up.length]
    const reply = origin === undefined ? null : await send(agent, method, origin + path, token).catch(() => null)
    if (reply === null) await sleep(PAUSE_MILLISECONDS)
    return reply
  }

  async function releaseClaim(claim: string, path: string, token: string): Promise<void> {
    acknowledged.delete(claim)
    releasing.add(claim)
    for (let turn = 0; turn < RELEASE_TRIES; turn++) {
      const status = (await sendToServer(turn, 'DELETE', `${path}/${claim}`, token))?.status
      if (status === 204) return void released.add(claim)
    }
    throw new Error(`${claim} could not be given back`)
  }

  return {
    ...{ acknowledged, released, recovered },
    async run(saleId, attempts, { perSecond = Number.POSITIVE_INFINITY, releaseAfterMilliseconds } = {}) {
      const path = `/flash-sales/${saleId}/claims`
      const tally: Record<string, number> = {}
      const releases: Promise<void>[] = []
      const started = performance.now()
      let begun = 0
      const recordClaim = (claim: string, token: string) => {
        acknowledged.add(claim)
        if (releaseAfterMilliseconds !== undefined)
          releases.push(sleep(releaseAfterMilliseconds).then(() => releaseClaim(claim, path, token)))
      }
      const attempt = async (): Promise<string> => {
        const turn = next++
        // The step is coprime with the number of customers, so every customer reaches every server.
        const token = tokens[(turn * 7) % tokens.length] ?? ''
        const reply = await sendToServer(turn, 'POST', path, token)
        for (const { id } of reply?.body.claims ?? []) {
          if (acknowledged.has(id) || releasing.has(id)) continue
          recovered.add(id)
          recordClaim(id, token)
        }
        if (reply?.status !== 201) return reply === null ? 'lost' : (reply.body.code ?? `status ${reply.status}`)
        recordClaim(reply.body.id ?? '', token)
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
      await Promise.all(releases)
      return tally
    },
    async waitForAttempts(attempts) {
      while (next < attempts) await sleep(2)
    },
    attempts: () => next,
    origin: () => origins().find((origin) => origin !== undefined) ?? '',
    close: () => agent.destroy(),
  }
}

/** One request over a kept-alive connection. A fetch costs several times as much, on the cores that the servers need. */
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
