import { access, readFile } from 'node:fs/promises'

/** Links of a page, and files named in backticks, that do not exist in the project. */
export async function brokenLinks(root: URL, page: string): Promise<string[]> {
  const text = await readFile(new URL(page, root), 'utf8')
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(
    (match) => new URL(match[1] ?? '', new URL(page, root)),
  )
  const named = [...text.matchAll(/`((?:shared|functions|scripts|tests|docs)\/[\w./-]+\.\w+)`/g)].map(
    (match) => new URL(match[1] ?? '', root),
  )
  const faults: string[] = []
  for (const url of [...links.filter(({ protocol }) => protocol === 'file:'), ...named]) {
    const exists = await access(url).then(
      () => true,
      () => false,
    )
    if (!exists) faults.push(`${page} names ${url.pathname.slice(root.pathname.length)}, which does not exist`)
  }
  return faults
}
