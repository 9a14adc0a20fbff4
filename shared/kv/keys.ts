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
  'larder:rate:{limit}:{of}': {
    type: 'string: when the meter is empty, milliseconds since 1970',
    lifetime: 'until it is empty',
    owner: 'shared/http/rate-limit/',
    lost: 'Whoever had used up a limit may begin anew.',
  },
} as const satisfies Record<string, KeyFacts>

type Pattern = keyof typeof keyTable

/** Fills in a pattern. Parts are encoded, so that no part can pose as another key. */
function keyOf(pattern: Pattern, ...parts: string[]): string {
  return parts.reduce((key, part) => key.replace(/\{\w+\}/, () => encodeURIComponent(part)), pattern)
}

export const rateLimitKey = (limit: string, of: string) => keyOf('larder:rate:{limit}:{of}', limit, of)
