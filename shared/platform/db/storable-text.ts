/**
 * Postgres stores neither NUL nor half a surrogate pair, in text or in JSON; both hide in keys as well.
 * Answers the path of the first text that has one, or null. No recursion: what it looks at was sent by anybody.
 */
export function unstorableText(value: unknown): string | null {
  const open: [path: string, part: unknown][] = [['', value]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, part] = next
    if (typeof part === 'string' && !isStorable(part)) return path
    if (typeof part !== 'object' || part === null) continue
    for (const [key, inner] of Object.entries(part)) {
      const innerPath = path === '' ? key : `${path}.${key}`
      if (!isStorable(key)) return innerPath
      open.push([innerPath, inner])
    }
  }
  return null
}

const isStorable = (text: string) => !text.includes('\u0000') && text.isWellFormed()
