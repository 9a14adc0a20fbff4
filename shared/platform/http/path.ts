/** Matches a path like `/carts/{cartId}/items/{sku}` and answers its parameters, or null. A last `/` may be there or not. */
export function compilePath(path: string): (pathname: string) => Record<string, string> | null {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const pattern = path
    .replace(/\/$/, '')
    .replaceAll('.', '\\.')
    .replaceAll(/\{\w+\}/g, '([^/]+)')
  const matcher = new RegExp(`^${pattern}/?$`)
  return (pathname) => {
    const values = matcher.exec(pathname)?.slice(1)
    if (values === undefined) return null
    try {
      return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]))
    } catch {
      return null // `%zz` is no path of ours
    }
  }
}
