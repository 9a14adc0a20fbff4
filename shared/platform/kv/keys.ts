/** The description of a kind of key, from which `docs/reference.md` is generated. */
interface KeyDescription {
  type: string
  lifetime: string
  owner: string
  /** What happens when Redis loses it. */
  lost: string
}

/**
 * Every kind of key in Redis. `<…>` is a parameter. Braces are part of a key: Redis Cluster stores keys with the same text
 * in braces on the same node, and a script may only use keys of one node.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags
 */
export const keyTable = {
  'larder:catalog:<key>': {
    type: 'string: JSON of a catalog read, and the time of the read',
    lifetime: '1 s',
    owner: 'shared/catalog/cache/',
    lost: 'The catalog is read again.',
  },
  'larder:catalog-lock:<key>': {
    type: 'string: id of the process that reads',
    lifetime: 'until the read ends, at most 2 s',
    owner: 'shared/catalog/cache/',
    lost: 'Two processes may read the same data.',
  },
  'larder:{rate}:<limit>:<subject>': {
    type: 'string: when the meter is empty, milliseconds since 1970',
    lifetime: 'until it is empty',
    owner: 'shared/platform/http/rate-limit.ts',
    lost: 'The rate limit starts again for this caller.',
  },
  'larder:flash-sale:{<sale>}:gate': {
    type: 'hash: the sale, units taken, units of each customer, last update of each lease',
    lifetime: 'until an hour after the sale',
    owner: 'shared/flash-sales/gate/gate.ts',
    lost: 'Postgres alone decides on claims until the gate is rebuilt from it, a moment later.',
  },
  'larder:flash-sale:{<sale>}:leases': {
    type: 'sorted set: claim, quantity and customer, ordered by expiry of the lease',
    lifetime: 'until an hour after the sale',
    owner: 'shared/flash-sales/gate/gate.ts',
    lost: 'The same as for the gate: one key without the other counts as lost.',
  },
  'larder:flash-sale:{<sale>}:rebuild': {
    type: 'string: id of the process that rebuilds the gate',
    lifetime: 'a second',
    owner: 'shared/flash-sales/gate/gate.ts',
    lost: 'Two processes may rebuild the gate; the later read wins.',
  },
  'larder:health': {
    type: 'string: proof that Redis accepts writes',
    lifetime: '10 s',
    owner: 'shared/platform/kv/transports/redis.ts',
    lost: 'The next check of `/health/` writes it again.',
  },
} as const satisfies Record<string, KeyDescription>

type Pattern = keyof typeof keyTable

/** Parts are encoded, so that a part cannot form a different key. */
function buildKey(pattern: Pattern, ...parts: string[]): string {
  const rest = [...parts]
  return pattern.replace(/<\w+>/g, () => encodeURIComponent(rest.shift() ?? ''))
}

export const flashSaleKeys = (sale: string) => ({
  gate: buildKey('larder:flash-sale:{<sale>}:gate', sale),
  leases: buildKey('larder:flash-sale:{<sale>}:leases', sale),
  rebuild: buildKey('larder:flash-sale:{<sale>}:rebuild', sale),
})

export const rateLimitKey = (limit: string, subject: string) =>
  buildKey('larder:{rate}:<limit>:<subject>', limit, subject)

export const catalogKey = (key: string) => buildKey('larder:catalog:<key>', key)
export const catalogLockKey = (key: string) => buildKey('larder:catalog-lock:<key>', key)
export const healthKey = buildKey('larder:health')
