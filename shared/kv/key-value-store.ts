/**
 * The narrow port to Redis, named after what the shop needs of it. Losing what it holds costs speed, never
 * correctness: Postgres judges. So far the shop asks only whether it is there; cache, rate limits and the flash-sale
 * gate come in through this port.
 */
export interface KeyValueStore {
  /** `memory`, `tcp` or `http`: told by `/health/`. */
  transport: string
  /** Resolves when the store answers. */
  ping(): Promise<void>
  close(): Promise<void>
}
