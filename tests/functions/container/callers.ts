import { Agent, type RequestOptions, request } from 'node:http'

export interface Callers {
  answered(): number
  /** One line for each failure. */
  failures: string[]
  stop(): Promise<void>
}

/** Clients that send requests without a pause, some with keep-alive and some with a new connection for each request. */
export function startCallers(origin: string, paths: readonly string[], { keeping = 12, opening = 4 } = {}): Callers {
  const keepAliveAgent = new Agent({ keepAlive: true, maxSockets: keeping })
  const failures: string[] = []
  let answered = 0
  let stopped = false

  async function call(agent: Agent | undefined, first: number): Promise<void> {
    for (let turn = first; !stopped; turn++) {
      const url = `${origin}${paths[turn % paths.length]}`
      await send(url, agent === undefined ? { agent: new Agent(), headers: { connection: 'close' } } : { agent }).then(
        (status) => {
          answered += 1
          if (status !== 200) failures.push(`${url}: ${status}`)
        },
        (error: NodeJS.ErrnoException) => failures.push(`${url}: ${error.code ?? error.message}`),
      )
    }
  }
  const agents = [...Array<Agent>(keeping).fill(keepAliveAgent), ...Array<undefined>(opening).fill(undefined)]
  const calling = agents.map(call)
  return {
    answered: () => answered,
    failures,
    async stop() {
      stopped = true
      await Promise.all(calling)
      keepAliveAgent.destroy()
    },
  }
}

/** After this time a request counts as failed. */
const PATIENCE_MILLISECONDS = 20_000

function send(url: string, options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      answer.on('error', reject)
      answer.on('end', () => resolve(answer.statusCode))
      answer.resume()
    })
    sent.on('error', reject)
    sent.setTimeout(PATIENCE_MILLISECONDS, () => sent.destroy(new Error('no answer')))
    sent.end()
  })
}
