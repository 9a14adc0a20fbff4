import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allOperations, type Operation } from '../../../scripts/build/targets/operations.ts'
import type { Target, TargetOptions } from '../../../scripts/build/targets/target.ts'
import { findVariablesUsed } from '../../../scripts/build/targets/uses.ts'
import { registerCleanup } from '../../support/cleanup.ts'

const root = new URL('../../../', import.meta.url).pathname

/** Builds a target into a temporary folder, which is removed after the test file. */
export async function buildTarget(
  target: Target,
  { only, ...options }: Partial<Omit<TargetOptions, 'operations'>> & { only?: readonly string[] } = {},
): Promise<{ out: string; bundles: string[]; operations: Operation[] }> {
  const out = await mkdtemp(join(tmpdir(), 'larder-target-'))
  registerCleanup(() => rm(out, { recursive: true, force: true }))
  const operations = (await allOperations()).filter(({ name }) => only?.includes(name) ?? true)
  const defaults = { root, out, host: 'api.shop.example', origin: null, sentry: false, env: {} }
  const variablesUsed = options.variablesUsed ?? (await findVariablesUsed(root, operations))
  const bundles = await target({ ...defaults, ...options, variablesUsed, operations })
  return { out, bundles, operations }
}
