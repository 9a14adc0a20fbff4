import type { Configuration } from '../configuration/configuration.ts'

/** `ALLOWED_HOSTS`: exact names, `.example.com` for a domain and all below it, `*` for any. Empty (development): any. */
export function isAllowedHost(request: Request, configuration: Configuration): boolean {
  const { allowedHosts } = configuration
  if (allowedHosts.length === 0) return true
  const name = new URL(request.url).hostname.toLowerCase()
  return allowedHosts.some(
    (allowed) => allowed === '*' || allowed === name || (allowed.startsWith('.') && `.${name}`.endsWith(allowed)),
  )
}
