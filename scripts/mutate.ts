import { spawnSync } from 'node:child_process'

/** What judges the mutants of each folder of `shared/`: a mutant that every test must see runs these, not all. */
const judges: Readonly<Record<string, string>> = {
  inventory: '@(inventory|orders)',
  coupons: 'coupons',
  orders: 'orders',
  pricing: 'pricing',
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((path) => judges[folderOf(path)] === undefined)
if (unknown.length > 0) {
  process.stderr.write(`No mutants are made of ${unknown.join(', ')}. There is ${Object.keys(judges).join(', ')}.\n`)
  process.exit(2)
}
const paths = chosen.length === 0 ? Object.keys(judges) : chosen
const failed = Object.keys(judges).filter((folder) => !mutate(paths.filter((path) => folderOf(path) === folder)))
if (failed.length > 0) process.stderr.write(`Below the threshold: ${failed.join(', ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1

/** `pricing/apportion.ts` is of `pricing`. */
function folderOf(path: string): string {
  return path.split('/')[0] ?? path
}

/** What is chosen of one folder, in one run. */
function mutate(ofFolder: readonly string[]): boolean {
  const [first] = ofFolder
  if (first === undefined) return true
  const files = ofFolder.map((path) => (path.endsWith('.ts') ? `shared/${path}` : `shared/${path}/**/*.ts`))
  const tests = `tests/${judges[folderOf(first)]}/**/*.test.ts`
  const options = ['run', '--mutate', files.join(','), '--testFiles', tests]
  return spawnSync('stryker', options, { stdio: 'inherit' }).status === 0
}
