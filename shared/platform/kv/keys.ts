/** What is known of a kind of key. `docs/redis.md` is made of it. */
interface KeyFacts {
  type: string
  lifetime: string
  owner: string
  /** What happens when Redis loses it. */
  lost: string
}

/** Every kind of key that the shop keeps in Redis. `{…}` is filled in. */
export const keyTable = {
  'larder:catalog:{key}': {
    type: 'string: JSON of a catalog read, and when it was read',
    lifetime: '1 s',
    owner: 'shared/catalog/cache/',
    lost: 'It is read again.',
  },
  'larder:catalog-lock:{key}': {
    type: 'string: who is reading',
    lifetime: 'until it is read, at most 2 s',
    owner: 'shared/catalog/cache/',
    lost: 'Two processes may read the same.',
  },
  'larder:rate:{limit}:{of}': {
    type: 'string: when the meter is empty, milliseconds since 1970',
    lifetime: 'until it is empty',
    owner: 'shared/platform/http/rate-limit.ts',
    lost: 'Whoever had used up a limit may begin anew.',
  },
  'larder:flash-sale:{sale}:gate': {
    type: 'hash: the sale, units taken, units of each customer, when each lease was last touched',
    lifetime: 'until an hour after the sale',
    owner: 'shared/flash-sales/gate/gate.ts',
    lost: 'Postgres alone judges claims until the gate is rebuilt from it, a moment later.',
  },
  'larder:flash-sale:{sale}:leases': {
    type: 'sorted set: claim, quantity and customer, by when the lease lapses',
    lifetime: 'until an hour after the sale',
    owner: 'shared/flash-sales/gate/gate.ts',
    lost: 'As the gate: one without the other counts as lost.',
  },
  'larder:flash-sale:{sale}:rebuild': {
    type: 'string: who rebuilds the gate',
    lifetime: 'a second',
    owner: 'shared/flash-sales/gate/gate.ts',
    lost: 'The gate may be rebuilt twice at once; the later reading stays.',
  },
} as const satisfies Record<string, KeyFacts>

type Pattern = keyof typeof keyTable

/** Fills in a pattern. Parts are encoded, so that no part can pose as another key. */
function keyOf(pattern: Pattern, ...parts: string[]): string {
  return parts.reduce((key, part) => key.replace(/\{\w+\}/, () => encodeURIComponent(part)), pattern)
}

export const flashSaleKeys = (sale: string) => ({
  gate: keyOf('larder:flash-sale:{sale}:gate', sale),
  leases: keyOf('larder:flash-sale:{sale}:leases', sale),
  rebuild: keyOf('larder:flash-sale:{sale}:rebuild', sale),
})

export const rateLimitKey = (limit: string, of: string) => keyOf('larder:rate:{limit}:{of}', limit, of)

export const catalogKey = (key: string) => keyOf('larder:catalog:{key}', key)
export const catalogLockKey = (key: string) => keyOf('larder:catalog-lock:{key}', key)
