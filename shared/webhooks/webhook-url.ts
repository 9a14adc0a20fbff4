/** Loopback, private and link-local ranges (the latter hold cloud metadata services). */
const privateV4 = [
  /^0\./,
  /^10\./,
  /^127\./,
  /^169\.254\./,
  /^192\.168\./,
  /^192\.0\.[02]\./,
  /^198\.1[89]\./,
  /^198\.51\.100\./,
  /^203\.0\.113\./,
  /^172\.(1[6-9]|2[0-9]|3[01])\./,
  /^100\.(6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\./,
  /^(22[4-9]|23[0-9]|24[0-9]|25[0-5])\./,
]
const V4 = /^\d{1,3}(\.\d{1,3}){3}$/

/** Whether an IP address is public. For IPv6 only 2000::/3, without the ranges that embed an IPv4 address. */
export function isPublicAddress(address: string): boolean {
  if (V4.test(address)) return !privateV4.some((range) => range.test(address))
  const text = address.toLowerCase()
  return /^[23][0-9a-f]{3}:/.test(text) && !/^(2002|2001:0{0,3}[0:]|2001:db8|64:ff9b)/.test(text)
}

export const isLoopback = (address: string): boolean => /^127\./.test(address) || address === '::1'

const localNames = /(^|\.)(localhost|local|internal|lan|home|corp|intranet|localdomain)\.?$/i

/**
 * The error in the URL of a webhook; undefined for a valid one. Valid are https URLs with a public host and without a
 * user. In development also http to this machine.
 */
export function webhookUrlError(text: string, development: boolean): string | undefined {
  if (!URL.canParse(text)) return 'must be a URL'
  const { protocol, hostname, username, password } = new URL(text)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (username !== '' || password !== '') return 'must not have a user or password'
  if (development && ['localhost', '127.0.0.1'].includes(host) && /^https?:$/.test(protocol)) return undefined
  if (protocol !== 'https:') return 'must start with https://'
  const isAddress = V4.test(host) || host.includes(':')
  if (isAddress ? !isPublicAddress(host) : localNames.test(host) || !host.includes('.')) {
    return 'must have a public host'
  }
  return undefined
}
