/** The first 64 bits of an IPv6 address: a provider assigns them to one customer, who chooses the rest freely. */
const IPV6_GROUPS = 4

/**
 * The client's address. Each proxy appends the address that it saw to `X-Forwarded-For`. With `trusted` proxies in front,
 * the entry of the outermost proxy is that many from the right; the client may have forged everything to the left of it.
 * Without a proxy the result is the address of the connection.
 * @returns undefined when it is unknown
 */
export function clientAddress(headers: Headers, connection: string | undefined, trusted: number): string | undefined {
  const seen = trusted === 0 ? connection : headers.get('x-forwarded-for')?.split(',').at(-trusted)?.trim()
  if (seen === undefined || seen === '') return undefined
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(seen)?.[1]
  return mapped ?? (seen.includes(':') ? network(seen) : seen)
}

function network(address: string): string {
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array(Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0))).fill('0')
  const groups = [...(before ?? []), ...(address.includes('::') ? zeros : []), ...(after ?? [])]
  return `${groups
    .slice(0, IPV6_GROUPS)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
