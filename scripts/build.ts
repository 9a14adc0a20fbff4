import { rm } from 'node:fs/promises'
import { build } from 'esbuild'
import { functionFiles } from '../functions/_files.ts'
import { checkBundles } from './build/check-bundle.ts'
import { type BuildCommand, readCommandLine, type TargetName, USAGE } from './build/command-line.ts'
import { buildContainer } from './build/container.ts'
import { edgeOptions } from './build/options.ts'
import { sizeTable } from './build/sizes.ts'
import { findBuildFaults, secretsTable } from './build/targets/build-faults.ts'
import { container } from './build/targets/container.ts'
import { deno } from './build/targets/deno.ts'
import { lambda } from './build/targets/lambda.ts'
import { netlify } from './build/targets/netlify.ts'
import { allOperations } from './build/targets/operations.ts'
import type { Target } from './build/targets/target.ts'
import { findVariablesUsed } from './build/targets/uses.ts'
import { vercel } from './build/targets/vercel.ts'
import { workers } from './build/targets/workers.ts'
import { environment } from './environment.ts'

/** Bundles functions for the edge and for the container, and prints the sizes. */
const root = new URL('../', import.meta.url).pathname
const env = environment()
const targets: Record<TargetName, Target> = { workers, vercel, netlify, deno, lambda, container }

const known = await allOperations()
const names = known.map(({ name }) => name)
const command = readCommandLine(process.argv.slice(2), names, env.PUBLIC_URL)
if (command === 'help') {
  process.stdout.write(USAGE)
} else if ('fault' in command) {
  process.stderr.write(`${command.fault}\n\n${USAGE}`)
  process.exitCode = 2
} else if (command.target === null) {
  await buildEverything()
} else {
  await buildTarget(command.target, command)
}

async function buildEverything(): Promise<void> {
  const files = await functionFiles()
  await rm(`${root}dist`, { recursive: true, force: true })
  await build({ ...edgeOptions(root), entryPoints: files.map((file) => `${root}functions/${file}`) })
  const servers = await buildContainer(root, `${root}dist`)
  const bundles = files.map((file) => `functions/${file.replace(/\.ts$/, '.js')}`)
  process.stdout.write(await sizeTable(`${root}dist`, [...bundles, ...servers]))

  const faults = await checkBundles(root, files)
  for (const fault of faults) process.stderr.write(`${fault}\n`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

async function buildTarget(target: TargetName, { only, host, origin, sentry }: BuildCommand): Promise<void> {
  const out = `${root}dist/${target}`
  const operations = only.length === 0 ? known : known.filter(({ name }) => only.includes(name))
  const variablesUsed = await findVariablesUsed(root, operations)
  const faults = target === 'container' ? [] : findBuildFaults({ operations, host, env, variablesUsed })
  if (faults.length > 0) {
    process.stderr.write(`The build needs other settings:\n${faults.map((fault) => `  ${fault}\n`).join('')}`)
    process.exitCode = 1
    return
  }
  await rm(out, { recursive: true, force: true })
  const bundles = await targets[target]({ root, out, operations, host, origin, sentry, env, variablesUsed })
  process.stdout.write(await sizeTable(out, bundles))
  if (target !== 'container') process.stdout.write(secretsTable({ operations, host, env, variablesUsed }))
}
