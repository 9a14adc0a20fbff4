import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'

interface Commit {
  message: string
  paths: string[]
}

const MOST_NAMED = 3
/** An endpoint, which with its test is one service. */
const ENDPOINT = /^(?:tests\/)?functions\/([^_/][^/]*)\/([^/]+?)(?:\.test)?\.ts$/
/** A part of the platform, or a domain. */
const PLATFORM = /^(?:shared|tests)\/(platform)\/([^/]+)\//
const DOMAIN = /^(?:shared|tests)\/([^/]+)\//
/** Folders of `tests/` that belong to no domain, and what they test. */
const testedApps = new Map([
  ...['races', 'chaos', 'recovery', 'runtimes', 'support', 'functions'].map((name) => [name, 'tests'] as const),
  ...['deployment', 'scripts'].map((name) => [name, name] as const),
])

const inWords = (name: string) => name.replaceAll(/[-_]/g, ' ').trim()
const asTitle = (name: string) => inWords(name).replace(/^./, (first) => first.toUpperCase())
const withoutEndings = (path: string) => basename(path).replace(/^\.+/, '').replace(/\..*$/, '')

/** The app, and the service if the path belongs to one alone. */
function ownerOf(path: string): { app: string; service: string | null } {
  const [, area, endpoint = null] = ENDPOINT.exec(path) ?? PLATFORM.exec(path) ?? []
  if (area !== undefined) return { app: area, service: endpoint }
  const [, folder] = DOMAIN.exec(path) ?? []
  if (folder !== undefined) return { app: testedApps.get(folder) ?? folder, service: null }
  const [top = ''] = path.split('/')
  return { app: path.includes('/') && /^(docs|scripts|functions)$/.test(top) ? top : 'deployment', service: null }
}

function nameOf(paths: readonly string[]): string {
  const modules = paths.filter((path) => !path.startsWith('tests/'))
  const names = [...new Set((modules.length > 0 ? modules : paths).map(withoutEndings).map(inWords))]
  const named = names.slice(0, MOST_NAMED).join(', ')
  return names.length > MOST_NAMED ? `${named} and ${names.length - MOST_NAMED} more` : named
}

/** One commit for each service, in the order of the paths: an endpoint with its test, or the changed modules of a domain. */
export function suggestCommits(paths: readonly string[]): Commit[] {
  const groups = Map.groupBy(paths, (path) => JSON.stringify(ownerOf(path)))
  return [...groups.values()].map((group) => {
    const { app, service } = ownerOf(group[0] ?? '')
    const subject = `[${asTitle(app)}] implement [${asTitle(service ?? nameOf(group))}] logic`
    return { message: `feat: ${subject}`, paths: group }
  })
}

const git = (...rest: string[]) => {
  const { status, stdout } = spawnSync('git', rest, { encoding: 'utf8' })
  return status === 0 ? stdout : ''
}

/** Every changed, new or deleted path; empty outside of a repository. */
export function changedPaths(): string[] {
  const status = git('status', '--porcelain', '--no-renames', '--untracked-files=all', '-z')
  return status.split('\0').flatMap((line) => (line === '' ? [] : line.slice(3)))
}

/** Empty when no branch is checked out. */
export const currentBranch = (): string => git('branch', '--show-current').trim()

/** For the shell. */
const quoted = (text: string) => (/^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** The commands to commit a change, one commit for each service, and to push them; empty without a change. */
export function nextCommands(paths: readonly string[], branch: string): string {
  if (paths.length === 0) return ''
  const commits = suggestCommits(paths).flatMap(({ message, paths: changed }) => [
    `git add -- ${changed.map(quoted).join(' ')}`,
    `git commit -m ${quoted(message)}`,
  ])
  const push = branch === '' ? [] : [`git push origin ${quoted(branch)}`]
  return `\nNext:\n${[...commits, ...push].map((line) => `  ${line}\n`).join('')}`
}
