import { Redis } from '@upstash/redis'
import type { KeyValueStore } from '../key-value-store.ts'
import type { ReportFault } from '../redis-faults.ts'
import { createRedisStore, type RedisClient, TIME_LIMIT_MILLISECONDS } from './redis.ts'

interface HttpOptions {
  /**
   * Pipelines the commands of concurrent requests: six times the throughput. Not at the edge, where a request must not
   * wait for work that another request has started.
   */
  pipelines: boolean
}

/** Upstash over HTTP. The token is the URL's password: `https://:TOKEN@name.upstash.io`. */
export function openHttp(url: string, { pipelines }: HttpOptions, report?: ReportFault): KeyValueStore {
  const { origin, password } = new URL(url)
  const redis = new Redis({
    url: origin,
    token: decodeURIComponent(password),
    // A repeated command could take effect twice.
    retry: false,
    signal: () => AbortSignal.timeout(TIME_LIMIT_MILLISECONDS),
    automaticDeserialization: false,
    // All values are text; base64 is only needed for bytes.
    responseEncoding: false,
    enableAutoPipelining: pipelines,
    enableTelemetry: false,
  })
  const client: RedisClient = {
    get: (key) => redis.get<string>(key),
    set: (key, value, lifetime) => redis.set(key, value, { px: lifetime }),
    setNew: async (key, value, lifetime) => (await redis.set(key, value, { px: lifetime, nx: true })) === 'OK',
    delete: (keys) => redis.del(...keys),
    evalsha: (sha1, keys, values) => redis.evalsha(sha1, keys, values),
    eval: (text, keys, values) => redis.eval(text, keys, values),
    close: () => {},
  }
  return createRedisStore('http', client, report)
}
