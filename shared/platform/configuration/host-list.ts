import * as z from 'zod'

const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/

/**
 * `ALLOWED_HOSTS`, normalized to what is compared with a request: names in lower case and ASCII, without scheme, port and
 * final dot. `.shop.example` is the domain with its subdomains, `*.shop.example` the subdomains alone, `*` any host.
 */
export const hostList = z.string().transform((text, context): string[] => {
  const entries = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (entries.length === 0)
    context.addIssue({ code: 'custom', message: 'must name at least one host, such as shop.example' })
  return entries.flatMap((entry, index) => {
    const host = entry === '*' ? '*' : normalizeHost(entry)
    if (host !== null) return [host]
    const message = `must be host names like shop.example, or .shop.example with subdomains: correct entry ${index + 1}`
    context.addIssue({ code: 'custom', message })
    return []
  })
})

/** Null for what can never be the host of a request. */
export function normalizeHost(entry: string): string | null {
  const [, scheme = '', prefix = '', rest = ''] = /^(https?:\/\/)?(\*?\.)?(.*)$/i.exec(entry) ?? []
  const name = rest.replace(/\/$/, '')
  if (name === '' || /[/?#@\s\\*%]/.test(name)) return null
  // An IPv6 address may be written without the brackets that a URL requires.
  const isBareAddress = scheme === '' && /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(name)
  const url = `http://${isBareAddress ? `[${name}]` : name}`
  if (!URL.canParse(url)) return null
  const host = new URL(url).hostname.replace(/\.$/, '')
  const isAddress = host.startsWith('[')
  if (isAddress ? prefix !== '' : !NAME.test(host)) return null
  return prefix + host
}
