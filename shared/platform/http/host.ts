import type { Configuration } from '../configuration/configuration.ts'

/** Stands for the host of a request without a Host header, which HTTP/1.0 permits. It is in no list. */
export const NO_HOST = 'no-host.invalid'

/** Whether `ALLOWED_HOSTS` has the host of a request. An empty list, in development, allows any. */
export function isAllowedHost(request: Request, configuration: Configuration): boolean {
  const { allowedHosts } = configuration
  if (allowedHosts.length === 0) return true
  const name = new URL(request.url).hostname.toLowerCase().replace(/\.$/, '')
  return allowedHosts.some((allowed) => {
    if (allowed === '*' || allowed === name) return true
    if (allowed.startsWith('*')) return name.endsWith(allowed.slice(1)) && name.length >= allowed.length
    return allowed.startsWith('.') && `.${name}`.endsWith(allowed)
  })
}
