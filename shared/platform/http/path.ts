/** Compiles a route like `/carts/{cartId}/items/{sku}` to a function that returns the parameters of a path, or null. A trailing `/` is optional. */
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
      return null // an invalid escape such as `%zz`
    }
  }
}
