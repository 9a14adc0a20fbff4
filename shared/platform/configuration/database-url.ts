/** Whether the database runs inside this process: no other process can open or migrate it. */
export const isEmbedded = (url: string | undefined): boolean => url === undefined || /^(pglite|memory):/.test(url)

const LOCAL_HOST = /^(localhost|(.+\.)?localhost|127(\.\d+){3}|0\.0\.0\.0|\[?::1\]?|(\/|%2f).*|)$/i

/**
 * Whether the database is inside this process or on this machine, over TCP or a socket. As in libpq, the parameter `host`
 * has precedence, and a path is a socket. A URL that cannot be parsed counts as another machine.
 */
export function isOnThisMachine(url: string | undefined): boolean {
  if (url === undefined || isEmbedded(url)) return true
  if (!URL.canParse(url)) return false
  const { hostname, searchParams } = new URL(url)
  return LOCAL_HOST.test(searchParams.get('host') ?? hostname)
}
