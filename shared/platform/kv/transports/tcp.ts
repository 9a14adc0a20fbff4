import { Redis } from 'ioredis'
import type { KeyValueStore } from '../key-value-store.ts'
import { createRedisStore, TIME_LIMIT_MILLISECONDS } from './redis.ts'

const CONNECT_TIMEOUT_MILLISECONDS = 2_000
/** Timeout after which an unresponsive connection is closed. */
const DEAD_CONNECTION_MILLISECONDS = 3_000
const LONGEST_RECONNECT_PAUSE_MILLISECONDS = 1_000

/** Redis over TCP. */
export function openTcp(url: string): KeyValueStore {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    commandTimeout: TIME_LIMIT_MILLISECONDS,
    socketTimeout: DEAD_CONNECTION_MILLISECONDS,
    // A command fails when its connection is lost and is not sent again, because it may have been executed.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_PAUSE_MILLISECONDS),
  })
  // Commands report failures. Without a listener, a lost connection would end the process.
  redis.on('error', () => {})

  /** Commands wait for the first connection, but not for a reconnection. */
  function connected(): Redis {
    if (redis.status === 'reconnecting' || redis.status === 'close') throw new Error('Connection is closed.')
    return redis
  }

  return createRedisStore('tcp', {
    ping: async () => connected().ping(),
    get: async (key) => connected().get(key),
    set: async (key, value, lifetime) => connected().set(key, value, 'PX', lifetime),
    setNew: async (key, value, lifetime) => (await connected().set(key, value, 'PX', lifetime, 'NX')) === 'OK',
    delete: async (keys) => connected().del(keys),
    evalsha: async (sha1, keys, values) => connected().evalsha(sha1, keys.length, ...keys, ...values),
    eval: async (text, keys, values) => connected().eval(text, keys.length, ...keys, ...values),
    close: () => redis.disconnect(),
  })
}
