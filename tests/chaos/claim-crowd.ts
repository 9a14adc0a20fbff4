import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { configurationOf } from '../../shared/configuration/configuration.ts'
import { signAccessToken } from '../../shared/identity/access-token.ts'

const CONNECTIONS = 64
/** A server that was killed is back after a while. */
const PAUSE_MILLISECONDS = 20
const ANSWER_MILLISECONDS = 15_000

interface Reply {
  status: number
  body: { id?: string; code?: string }
}

export interface ClaimCrowd {
  /** Attempts by customers in turn, a bounded number at once; tells how each ended: `claimed`, a code, or `lost`. */
  storm(saleId: string, attempts: number): Promise<Record<string, number>>
  /** Claims that a customer was told of. */
  told: Set<string>
  /** Where a server is that is up. */
  origin(): string
  close(): void
}

/** Signs so many customers in. */
export function signInAll(customers: number): Promise<string[]> {
  const configuration = configurationOf({})
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
  let next = 0

  function send(origin: string, path: string, token: string): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
      const sent = request(origin + path, { agent, method: 'POST', headers, timeout: ANSWER_MILLISECONDS })
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(String(Buffer.concat(chunks))) }),
        )
        response.on('error', reject)
      })
      sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
      sent.on('error', reject)
      sent.end('{"quantity":1}')
    })
  }

  async function attempt(saleId: string): Promise<string> {
    const turn = next++
    const up = origins().filter((origin) => origin !== undefined)
    const origin = up[turn % up.length]
    if (origin === undefined) return sleep(PAUSE_MILLISECONDS, 'lost')
    // A step that shares no factor with the number of customers brings all of them in turn to every server.
    const token = tokens[(turn * 7) % tokens.length] ?? ''
    try {
      const { status, body } = await send(origin, `/flash-sales/${saleId}/claims`, token)
      if (status !== 201) return body.code ?? `status ${status}`
      told.add(body.id ?? '')
      return 'claimed'
    } catch {
      return sleep(PAUSE_MILLISECONDS, 'lost')
    }
  }

  return {
    told,
    async storm(saleId, attempts) {
      const tally: Record<string, number> = {}
      let left = attempts
      const caller = async () => {
        while (left-- > 0) {
          const outcome = await attempt(saleId)
          tally[outcome] = (tally[outcome] ?? 0) + 1
        }
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, caller))
      return tally
    },
    origin: () => origins().find((origin) => origin !== undefined) ?? '',
    close: () => agent.destroy(),
  }
}
