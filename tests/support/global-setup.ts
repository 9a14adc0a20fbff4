import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { dumpEmbedded } from './embedded-databases.ts'
import { createTemplate, dropRun } from './postgres-databases.ts'

/** What test files start their databases from, made once for a run. */
export type DatabaseSource =
  | { kind: 'postgres'; url: string; template: string }
  | { kind: 'embedded'; dump: string }
  /** The tests that need no database run all the same. */
  | { kind: 'failed'; reason: string }

declare module 'vitest' {
  interface ProvidedContext {
    databaseSource: DatabaseSource
  }
}

/** Migrates once; every test file then gets a copy. With `TEST_DATABASE_URL` on that server, else embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // biome-ignore lint/style/noProcessEnv: the test run's own entry
  const url = process.env.TEST_DATABASE_URL || undefined
  const run = await (url === undefined ? embeddedRun() : postgresRun(url)).catch(failedRun)
  project.provide('databaseSource', run.source)
  return run.end
}

interface Run {
  source: DatabaseSource
  end: () => Promise<void>
}

async function postgresRun(url: string): Promise<Run> {
  const template = await createTemplate(url)
  return { source: { kind: 'postgres', url, template }, end: () => dropRun(url, template) }
}

async function embeddedRun(): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'larder-test-'))
  const end = () => rm(folder, { recursive: true, force: true })
  try {
    return { source: { kind: 'embedded', dump: await dumpEmbedded(folder) }, end }
  } catch (error) {
    await end()
    throw error
  }
}

function failedRun(error: unknown): Run {
  return { source: { kind: 'failed', reason: reasonOf(error) }, end: () => Promise.resolve() }
}

/** With the beginning of the statement that Postgres refused, which names the file that it is from. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const where = 'where' in error ? String(error.where) : ''
  return `${error.message.slice(0, 300)} ${where.slice(0, 300)}`
}
