import { Redis } from 'ioredis'
import type { KeyValueStore } from '../key-value-store.ts'
import { faultOf, type ReportFault, reasonOf } from '../redis-faults.ts'
import { createRedisStore, TIME_LIMIT_MILLISECONDS } from './redis.ts'

const CONNECT_TIMEOUT_MILLISECONDS = 2_000
/** Timeout after which an unresponsive connection is closed. */
const DEAD_CONNECTION_MILLISECONDS = 3_000
const LONGEST_RECONNECT_PAUSE_MILLISECONDS = 1_000

/** Redis over TCP. */
export function openTcp(url: string, report?: ReportFault): KeyValueStore {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    commandTimeout: TIME_LIMIT_MILLISECONDS,
    socketTimeout: DEAD_CONNECTION_MILLISECONDS,
    // A command fails when its connection is lost and is not sent again, because it may have been executed.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_PAUSE_MILLISECONDS),
    // After a failover the address leads to the new primary server, but an open connection stays with the old one.
    reconnectOnError: ({ message }) => /READONLY|MASTERDOWN/.test(message),
  })
  /** Why the last connection failed, until the next one is ready. */
  let connectionError: Error | undefined
  /** Commands report failures. Without a listener, a lost connection would end the process. */
  redis.on('error', (error: Error) => {
    connectionError = error
    // The client would go on in database 0.
    if (faultOf(reasonOf(error)) === 'database_number') redis.disconnect()
  })
  redis.on('ready', () => {
    connectionError = undefined
  })

  /** Commands wait for the first connection, but not for a reconnection. */
  function connected(): Redis {
    if (redis.status === 'reconnecting' || redis.status === 'close' || redis.status === 'end')
      throw new Error('Connection is closed.')
    return redis
  }

  const client = {
    get: async (key: string) => connected().get(key),
    set: async (key: string, value: string, lifetime: number) => connected().set(key, value, 'PX', lifetime),
    setNew: async (key: string, value: string, lifetime: number) =>
      (await connected().set(key, value, 'PX', lifetime, 'NX')) === 'OK',
    delete: async (keys: string[]) => connected().del(keys),
    evalsha: async (sha1: string, keys: string[], values: string[]) =>
      connected().evalsha(sha1, keys.length, ...keys, ...values),
    eval: async (text: string, keys: string[], values: string[]) =>
      connected().eval(text, keys.length, ...keys, ...values),
    connectionError: () => connectionError,
    close: () => redis.disconnect(),
  }
  return createRedisStore('tcp', client, report)
}
