import pg from 'pg'
import type { Listener, Listening } from '../database.ts'

const RECONNECT_MILLISECONDS = 1_000
/** A connection that died without a word is noticed by this. */
const PULSE_MILLISECONDS = 2_000

/** Listens on a connection of its own, and on another when that one dies. */
export function listenOver(url: string, channel: string, listener: Listener): Listening {
  let stopped = false
  let client: pg.Client | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function connect(): Promise<void> {
    const own = new pg.Client({
      connectionString: url,
      application_name: 'larder listening',
      connectionTimeoutMillis: PULSE_MILLISECONDS,
      query_timeout: PULSE_MILLISECONDS,
      keepAlive: true,
    })
    client = own
    own.on('notification', ({ payload }) => listener.heard(payload ?? ''))
    own.on('error', () => lose(own))
    own.on('end', () => lose(own))
    await own.connect()
    await own.query(`listen ${channel}`)
    if (stopped || client !== own) return own.end()
    listener.ready()
    pulse(own)
  }

  function pulse(own: pg.Client): void {
    timer = setTimeout(() => {
      own.query('').then(
        () => (client === own ? pulse(own) : undefined),
        () => lose(own),
      )
    }, PULSE_MILLISECONDS)
    timer.unref()
  }

  function lose(own: pg.Client): void {
    if (client !== own) return
    client = undefined
    listener.lost()
    own.end().catch(() => {})
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(start, RECONNECT_MILLISECONDS)
  }

  function start(): void {
    connect().catch(() => client !== undefined && lose(client))
  }

  start()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      const own = client
      client = undefined
      await own?.end().catch(() => {})
    },
  }
}
