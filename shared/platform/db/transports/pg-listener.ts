import pg from 'pg'
import type { Listener, Subscription } from '../database.ts'

const RECONNECT_MILLISECONDS = 1_000
/** Interval of the heartbeat that detects a dead connection. */
const HEARTBEAT_MILLISECONDS = 2_000
/** A notification that does not arrive in this time does not arrive at all. */
const PROOF_MILLISECONDS = 2_000
/** Where notifications do not arrive, this changes with the pooler's configuration only. */
const UNHEARD_RETRY_MILLISECONDS = 60_000

type Notify = (channel: string, payload: string) => Promise<void>

/** Notifications do not arrive on this connection. */
class NotificationsLost extends Error {
  override name = 'NotificationsLost'
}

/**
 * Listens on a separate connection, and reconnects when it fails. It is ready only after a notification that was sent over
 * another connection has arrived: a pooler in transaction mode accepts LISTEN and drops the notifications.
 * @param notify sends a notification over any other connection
 */
export function listenOverPg(url: string, channel: string, listener: Listener, notify: Notify): Subscription {
  /** The same on each attempt, so that sessions of a pooler do not gather channels. */
  const proofChannel = `larder_proof_${crypto.randomUUID().replaceAll('-', '')}`
  let stopped = false
  let isReady = false
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
    own.on('notification', (notification) => {
      if (notification.channel === channel) listener.onNotification(notification.payload ?? '')
    })
    own.on('error', () => disconnect(own))
    own.on('end', () => disconnect(own))
    await own.connect()
    await prove(own)
    await own.query(`listen ${channel}`)
    if (stopped || client !== own) return own.end()
    isReady = true
    listener.onReady()
    heartbeat(own)
  }

  /** This connection sends nothing while it waits, because a pooler would hand it a notification with the next response. */
  async function prove(own: pg.Client): Promise<void> {
    const token = crypto.randomUUID()
    await own.query(`listen ${proofChannel}`)
    let late: ReturnType<typeof setTimeout> | undefined
    const arrived = new Promise<void>((resolve, fail) => {
      own.on('notification', ({ payload }) => payload === token && resolve())
      own.on('end', () => fail(new Error('the connection ended')))
      late = setTimeout(() => fail(new NotificationsLost(channel)), PROOF_MILLISECONDS)
    })
    arrived.catch(() => {})
    try {
      await notify(proofChannel, token)
      await arrived
    } finally {
      clearTimeout(late)
    }
    await own.query(`unlisten ${proofChannel}`)
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

  function disconnect(own: pg.Client, retryMilliseconds = RECONNECT_MILLISECONDS): void {
    if (client !== own) return
    client = undefined
    if (isReady) listener.onDisconnect()
    isReady = false
    own.end().catch(() => {})
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(start, retryMilliseconds)
    if (retryMilliseconds > RECONNECT_MILLISECONDS) timer.unref()
  }

  function start(): void {
    connect().catch((error: unknown) => {
      const pause = error instanceof NotificationsLost ? UNHEARD_RETRY_MILLISECONDS : RECONNECT_MILLISECONDS
      if (client !== undefined) disconnect(client, pause)
    })
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
