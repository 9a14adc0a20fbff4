import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

/** The JSON file beside every Lua script, which bundles import: its text, and the digest by which Redis caches it. */
export async function luaJsonFiles(folder: URL): Promise<{ name: string; json: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.lua')).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      const sha1 = createHash('sha1').update(text).digest('hex')
      return { name, json: `${JSON.stringify({ sha1, text }, null, 2)}\n` }
    }),
  )
}
