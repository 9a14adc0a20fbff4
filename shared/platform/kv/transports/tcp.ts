import { Redis } from 'ioredis'
import type { KeyValueStore } from '../key-value-store.ts'
import { redisStore, TIME_LIMIT_MILLISECONDS } from './redis.ts'

const CONNECT_TIMEOUT_MILLISECONDS = 2_000
/** A connection that takes commands and answers none is given up. */
const DEAD_CONNECTION_MILLISECONDS = 3_000
const LONGEST_RECONNECT_PAUSE_MILLISECONDS = 1_000

/** Redis over TCP: Render's Key Value, compose, a server at hand. */
export function openTcp(url: string): KeyValueStore {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    commandTimeout: TIME_LIMIT_MILLISECONDS,
    socketTimeout: DEAD_CONNECTION_MILLISECONDS,
    // A command whose connection is lost fails at once and is not sent again: it may have been carried out.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_PAUSE_MILLISECONDS),
  })
  // The commands report failures; without a listener a lost connection would end the process.
  redis.on('error', () => {})

  /** Commands wait for the first connection, but not for one that was lost. */
  function connected(): Redis {
    if (redis.status === 'reconnecting' || redis.status === 'close') throw new Error('Connection is closed.')
    return redis
  }

  return redisStore('tcp', {
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
