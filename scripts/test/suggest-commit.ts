import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'

/** Captures the area of a path: `functions/orders/place-order.ts`. */
const AREAS = /^(?:functions|shared|tests)\/([^_/]+)\//
const MOST_NAMED = 3

const inWords = (name: string) => name.replaceAll(/[-_]/g, ' ')
const asTitle = (name: string) => inWords(name).replace(/^./, (first) => first.toUpperCase())

/** The most frequent name; the first one if several are equally frequent. */
function mostFrequent(names: readonly string[]): string | undefined {
  const counts = Map.groupBy(names, (name) => name)
  return [...counts].sort(([, left], [, right]) => right.length - left.length)[0]?.[0]
}

/** A commit message derived from the changed paths: the area, and the endpoints or modules. */
export function suggestMessage(paths: readonly string[]): string {
  const area = mostFrequent(paths.flatMap((path) => AREAS.exec(path)?.[1] ?? [])) ?? 'shop'
  const inArea = paths.filter((path) => AREAS.exec(path)?.[1] === area)
  const modules = inArea.filter((path) => path.endsWith('.ts') && !path.startsWith('tests/'))
  const endpoints = modules.filter((path) => path.startsWith('functions/'))
  const about = [endpoints, modules, inArea, paths].find((some) => some.length > 0) ?? []
  const names = [...new Set(about.map((path) => inWords(basename(path).replace(/\..*$/, ''))))]
  const named = names.slice(0, MOST_NAMED).join(', ')
  const service = names.length > MOST_NAMED ? `${named} and ${names.length - MOST_NAMED} more` : named
  return `feat: [${asTitle(area)}] implement [${asTitle(service)}] logic`
}

/** Every changed, new or deleted path; empty outside of a repository. */
export function changedPaths(): string[] {
  const { status, stdout } = spawnSync('git', ['status', '--porcelain', '--no-renames', '-z'], { encoding: 'utf8' })
  return status === 0 ? stdout.split('\0').flatMap((line) => (line === '' ? [] : line.slice(3))) : []
}

/** The three commands to commit a change; empty without a change. */
export function nextCommands(paths: readonly string[]): string {
  if (paths.length === 0) return ''
  return `\nNext:\n  git add --all\n  git commit -m '${suggestMessage(paths).replaceAll("'", '’')}'\n  git push\n`
}
