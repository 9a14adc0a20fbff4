import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { stderr } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { FolderInUseError, lockFolder } from '../folder-lock.ts'

/**
 * workerd, Deno, Bun and Vercel's edge runtime take 370 MB, and only tests of edge functions need them. They are a separate
 * package, which the first of these tests installs.
 */
const root = new URL('../../', import.meta.url).pathname
export const runtimesFolder = `${root}tests/runtimes/launchers`

const Package = z.object({ dependencies: z.record(z.string(), z.string()) })
/** npm writes it last, after all packages are in place. */
const InstalledPackages = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(`${runtimesFolder}/${file}`, 'utf8'))
}

/** Every runtime, with the version that the tests run. */
export async function runtimeVersions(): Promise<Record<string, string>> {
  return Package.parse(await readJson('package.json')).dependencies
}

/** Whether every runtime is installed in that version. */
export async function areRuntimesInstalled(): Promise<boolean> {
  const installed = await readJson('node_modules/.package-lock.json').catch(() => ({ packages: {} }))
  const { packages } = InstalledPackages.parse(installed)
  const wanted = Object.entries(await runtimeVersions())
  return wanted.every(([name, version]) => packages[`node_modules/${name}`]?.version === version)
}

/** Installs the runtimes unless they are installed, in one process at a time. Returns whether they are installed now. */
export async function installRuntimes(): Promise<boolean> {
  if (await areRuntimesInstalled()) return true
  const unlock = await waitForLock()
  try {
    return (await areRuntimesInstalled()) || (await install())
  } finally {
    await unlock()
  }
}

async function install(): Promise<boolean> {
  stderr.write('\nInstalling workerd, Deno, Bun and edge-runtime once: npm ci --prefix tests/runtimes/launchers\n')
  // Without a network every test file would wait for each retry, so there is one, soon.
  const options = [
    '--prefix',
    runtimesFolder,
    '--prefer-offline',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
    '--no-audit',
    '--no-fund',
  ]
  const npm = spawn('npm', ['ci', ...options], { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await once(npm, 'exit').then(
    ([status]) => status,
    (error: unknown) => error,
  )
  if (code === 0) return true
  stderr.write(`\n!!! The runtimes could not be installed (npm: ${code}). Tests that need them are skipped.\n`)
  return false
}

async function waitForLock(): Promise<() => Promise<void>> {
  for (;;) {
    try {
      return await lockFolder(`${root}.larder/runtimes`)
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error
      await setTimeout(500)
    }
  }
}
