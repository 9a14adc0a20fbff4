import pg from 'pg'
import type { Listener, Subscription } from '../database.ts'

const RECONNECT_MILLISECONDS = 1_000
/** Interval of the heartbeat that detects a dead connection. */
const HEARTBEAT_MILLISECONDS = 2_000

/** Listens on a separate connection, and reconnects when it fails. */
export function listenOverPg(url: string, channel: string, listener: Listener): Subscription {
  let stopped = false
  let client: pg.Client | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function connect(): Promise<void> {
    const own = new pg.Client({
      connectionString: url,
      application_name: 'larder listening',
      connectionTimeoutMillis: HEARTBEAT_MILLISECONDS,
      query_timeout: HEARTBEAT_MILLISECONDS,
      keepAlive: true,
    })
    client = own
    own.on('notification', ({ payload }) => listener.onNotification(payload ?? ''))
    own.on('error', () => disconnect(own))
    own.on('end', () => disconnect(own))
    await own.connect()
    await own.query(`listen ${channel}`)
    if (stopped || client !== own) return own.end()
    listener.onReady()
    heartbeat(own)
  }

  function heartbeat(own: pg.Client): void {
    timer = setTimeout(() => {
      own.query('').then(
        () => (client === own ? heartbeat(own) : undefined),
        () => disconnect(own),
      )
    }, HEARTBEAT_MILLISECONDS)
    timer.unref()
  }

  function disconnect(own: pg.Client): void {
    if (client !== own) return
    client = undefined
    listener.onDisconnect()
    own.end().catch(() => {})
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(start, RECONNECT_MILLISECONDS)
  }

  function start(): void {
    connect().catch(() => client !== undefined && disconnect(client))
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
