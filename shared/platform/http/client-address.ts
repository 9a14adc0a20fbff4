/** The first 64 bits of an IPv6 address: a provider assigns them to one customer, who chooses the rest freely. */
const IPV6_GROUPS = 4

interface Proxies {
  /** Number of proxies in front. */
  trustedProxies: number
  /** The header to which each of them appends. */
  clientAddressHeader: string
}

/**
 * The client's address, for IPv6 its /64 network. Each proxy appends the address that it saw to a header. With trusted
 * proxies in front, the entry of the outermost proxy is that many from the right; the client may have forged everything to
 * the left of it. A header with fewer entries has not passed all proxies, so its leftmost entry is from a trusted one. What
 * is no address, such as `unknown`, is skipped. Without a proxy or an entry the result is the address of the connection.
 * @returns undefined when it is unknown
 */
export function clientAddress(headers: Headers, connection: string | undefined, proxies: Proxies): string | undefined {
  const { trustedProxies: trusted, clientAddressHeader: name } = proxies
  const value = trusted === 0 ? null : headers.get(name)
  const entries = value === null ? [] : name.toLowerCase() === 'forwarded' ? forwardedFor(value) : value.split(',')
  const seen = entries.filter((entry) => entry.trim() !== '').slice(trusted === 0 ? entries.length : -trusted)
  for (const entry of [...seen, connection ?? '']) {
    const address = parseAddress(entry)
    if (address !== undefined) return address
  }
  return undefined
}

/** The `for` of each element, in order. RFC 7239, section 4: values may be quoted, and then contain commas. */
function forwardedFor(value: string): string[] {
  const elements = value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []
  return elements.map(
    (element) => /(?:^|;)\s*for\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/i.exec(element.trim())?.[1] ?? 'unknown',
  )
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const IPV4 = new RegExp(`^(${OCTET}(?:\\.${OCTET}){3})(?::\\d{1,5})?$`)

/** Gateways write addresses with ports, brackets and quotes: `203.0.113.7:4711`, `"[2001:db8::1]:4711"`. */
function parseAddress(entry: string): string | undefined {
  const text = entry
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
  const ipv4 = IPV4.exec(text)?.[1]
  if (ipv4 !== undefined) return ipv4
  const ipv6 = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1] ?? text
  return ipv6.includes(':') ? networkOf(ipv6.replace(/%.*$/, '')) : undefined
}

/** Prefixes of IPv6 addresses that contain an IPv4 address: mapped (RFC 4291) and translated (RFC 6052). */
const EMBEDDING = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0']

function networkOf(address: string): string | undefined {
  const url = `http://[${address}]`
  if (!URL.canParse(url)) return undefined
  // Lower case, hexadecimal, without leading zeros.
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array<string>(Math.max(0, 8 - (before?.length ?? 0) - (after?.length ?? 0))).fill('0')
  const groups = [...(before ?? []), ...zeros, ...(after ?? [])]
  if (EMBEDDING.includes(groups.slice(0, 6).join(':'))) {
    const bytes = groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    return bytes.join('.')
  }
  return `${groups.slice(0, IPV6_GROUPS).join(':')}::/64`
}
