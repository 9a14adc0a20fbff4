import { Redis } from '@upstash/redis'
import type { KeyValueStore } from '../key-value-store.ts'

/** Upstash over HTTP, for the edge. The token is the URL's password: `https://:TOKEN@name.upstash.io`. */
export function openHttp(url: string): KeyValueStore {
  const { origin, password } = new URL(url)
  const redis = new Redis({
    url: origin,
    token: decodeURIComponent(password),
    // A repeated command might act twice; whoever needs another try asks for it.
    retry: false,
    automaticDeserialization: false,
    enableTelemetry: false,
  })
  return {
    transport: 'http',
    async ping() {
      await redis.ping()
    },
    close: () => Promise.resolve(),
  }
}
