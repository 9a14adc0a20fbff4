import { Redis } from 'ioredis'
import type { KeyValueStore } from '../key-value-store.ts'

const CONNECT_TIMEOUT_MILLISECONDS = 2_000
const LONGEST_RECONNECT_PAUSE_MILLISECONDS = 2_000

/** Redis over TCP: Render's Key Value, compose, a server at hand. */
export function openTcp(url: string): KeyValueStore {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    // A command that finds no connection fails at once: the caller goes on without Redis.
    maxRetriesPerRequest: 0,
    enableOfflineQueue: true,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RECONNECT_PAUSE_MILLISECONDS),
  })
  // The commands report failures; without a listener a lost connection would end the process.
  redis.on('error', () => {})
  return {
    transport: 'tcp',
    async ping() {
      await redis.ping()
    },
    async close() {
      redis.disconnect()
    },
  }
}
