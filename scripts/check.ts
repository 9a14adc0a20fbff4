import { spawnSync } from 'node:child_process'

/** All checks that need no server. Every check runs, so that one run reports all faults. */
const checks: readonly [what: string, command: string, ...rest: string[]][] = [
  ['types', 'tsc', '--noEmit'],
  ['lint and format', 'biome', 'check', '--error-on-warnings', '.'],
  ['layers and import cycles', 'node', 'scripts/check/layers.ts'],
  ['dead code', 'knip'],
  ['every refusal in SQL and TypeScript is in the table', 'node', 'scripts/check/refusals.ts'],
  ['every SQL rule has a test', 'node', 'scripts/check/routine-tests.ts'],
  ['every endpoint has a test, and an example of its body', 'node', 'scripts/check/endpoints.ts'],
  ['openapi.json is up to date', 'node', 'scripts/openapi.ts', '--check'],
  ['generated documents are up to date', 'node', 'scripts/documents.ts', '--check'],
]

const failed = checks.filter(([what, command, ...rest]) => {
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8' })
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${what}\n`)
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`)
  return status !== 0
})
process.exitCode = failed.length === 0 ? 0 : 1
