const WELL_FORMED = /^[A-Za-z0-9._-]{8,128}$/

/** The caller's `X-Request-Id` when it is well-formed, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id')
  return given !== null && WELL_FORMED.test(given) ? given : crypto.randomUUID()
}
