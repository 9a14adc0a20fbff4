import { Redis } from '@upstash/redis'
import type { KeyValueStore } from '../key-value-store.ts'
import { redisStore, TIME_LIMIT_MILLISECONDS } from './redis.ts'

interface HttpOptions {
  /**
   * Sends the commands of concurrent requests together: six times as many a second. Not at the edge, where one request
   * must not wait for what another has begun.
   */
  sharesCalls: boolean
}

/** Upstash over HTTP. The token is the URL's password: `https://:TOKEN@name.upstash.io`. */
export function openHttp(url: string, { sharesCalls }: HttpOptions): KeyValueStore {
  const { origin, password } = new URL(url)
  const redis = new Redis({
    url: origin,
    token: decodeURIComponent(password),
    // A repeated command might act twice; whoever needs another try asks for it.
    retry: false,
    signal: () => AbortSignal.timeout(TIME_LIMIT_MILLISECONDS),
    automaticDeserialization: false,
    // JSON says all that the shop keeps; base64 is for bytes.
    responseEncoding: false,
    enableAutoPipelining: sharesCalls,
    enableTelemetry: false,
  })
  return redisStore('http', {
    ping: () => redis.ping(),
    get: (key) => redis.get<string>(key),
    set: (key, value, lifetime) => redis.set(key, value, { px: lifetime }),
    setNew: async (key, value, lifetime) => (await redis.set(key, value, { px: lifetime, nx: true })) === 'OK',
    delete: (keys) => redis.del(...keys),
    evalsha: (sha1, keys, values) => redis.evalsha(sha1, keys, values),
    eval: (text, keys, values) => redis.eval(text, keys, values),
    close: () => {},
  })
}
