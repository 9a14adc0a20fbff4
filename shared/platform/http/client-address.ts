/** The first 64 bits of an IPv6 address: what a provider gives to one customer, who may choose the rest at will. */
const IPV6_GROUPS = 4

/**
 * Where a request comes from. `X-Forwarded-For` is what proxies append to, each the address that it saw: with `trusted`
 * proxies in front, the one that the outermost of them wrote is that many from the right. All that stands left of it was
 * sent by whoever sent the request, and is not believed. Without a proxy it is the connection's own address.
 * @returns undefined where nobody knows
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
