import { spawnSync } from 'node:child_process'
import { access, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateWorkflow } from '@action-validator/core'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import packageJson from '../../package.json' with { type: 'json' }
import { readYaml } from './read-yaml.ts'

const FOLDER = '.github/workflows'
const Step = z.strictObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
})
const Permissions = z.record(z.string(), z.enum(['read', 'write', 'none']))
const Job = z.strictObject({
  'runs-on': z.string(),
  'timeout-minutes': z.int().max(60),
  needs: z.array(z.string()).optional(),
  if: z.string().optional(),
  environment: z.string().optional(),
  permissions: Permissions.optional(),
  env: z.record(z.string(), z.string()).optional(),
  services: z.record(z.string(), z.looseObject({ image: z.string(), options: z.string() })).optional(),
  steps: z.array(Step),
})
const Workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: Permissions,
  concurrency: z.record(z.string(), z.unknown()),
  jobs: z.record(z.string(), Job),
})

const files = await readdir(FOLDER)
const workflows = await Promise.all(files.map((file) => readYaml(join(FOLDER, file), Workflow)))
const jobs = workflows.flatMap((workflow) => Object.entries(workflow.jobs))
const steps = jobs.flatMap(([, job]) => job.steps)
const delivery = await readYaml(`${FOLDER}/delivery.yml`, Workflow)
const { deploy, ...before } = delivery.jobs

test('the files follow the schema of GitHub Actions', async () => {
  for (const file of files) {
    const text = await readFile(join(FOLDER, file), 'utf8')
    expect(validateWorkflow(text).errors, file).toEqual([])
    expect(validateWorkflow(text.replace('runs-on:', 'run-on:')).errors, file).not.toEqual([])
  }
})

test('deployment requires every other job, and happens only from main', () => {
  expect(deploy?.needs?.toSorted()).toEqual(Object.keys(before).toSorted())
  // A condition like always() would deploy after a failure.
  expect(deploy?.if).toBe("github.event_name == 'push' && github.ref == 'refs/heads/main'")
  for (const [name, job] of Object.entries(before)) {
    expect([job.if, job.needs], name).toEqual([undefined, undefined])
    expect(JSON.stringify(job), name).not.toMatch(/continue-on-error|\|\| true/)
  }
})

test('check, tests with and without servers, runtimes, image and secrets are required', () => {
  const commands = Object.fromEntries(
    Object.entries(before).map(([name, job]) => [name, job.steps.map(({ run }) => run).join('\n')]),
  )
  expect(commands.check).toMatch(/npm run check\n.*npm run build/s)
  expect(commands.embedded).toContain('npm test')
  expect(commands.servers).toContain('npm test')
  expect(Object.keys(before.servers?.services ?? {}).sort()).toEqual(['postgres', 'redis'])
  expect(Object.keys(before.servers?.env ?? {}).sort()).toEqual(['TEST_DATABASE_URL', 'TEST_REDIS_URL'])
  expect(commands.runtimes).toContain('npm test -- tests/runtimes')
  // npm test skips what needs a runtime that could not be installed.
  for (const name of ['embedded', 'servers', 'runtimes']) {
    expect(commands[name], name).toMatch(/npm ci --prefix tests\/runtimes\/launchers\n.*npm test/s)
  }
  expect(commands.runtimes).toContain('for target in workers vercel netlify deno lambda container')
  expect(commands.image).toMatch(/npm run image -- --required/)
  expect(commands.secrets).toMatch(/gitleaks@sha256:[0-9a-f]{64}\s+git /)
  for (const [, script] of [...JSON.stringify(before).matchAll(/npm run (\w+)/g)]) {
    expect(Object.keys(packageJson.scripts)).toContain(script)
  }
})

test('every action is pinned to a commit, with its version in a comment', async () => {
  const text = (await Promise.all(files.map((file) => readFile(join(FOLDER, file), 'utf8')))).join('\n')
  const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, rest]) => rest)
  expect(used.length).toBeGreaterThan(5)
  for (const one of used) expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('a job may only read the code, and stores no credentials', () => {
  for (const { permissions } of workflows) expect(permissions).toEqual({ contents: 'read' })
  for (const [name, job] of jobs)
    for (const right of Object.values(job.permissions ?? {})) expect(right, name).toBe('read')
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
    expect(step.with).toMatchObject({ 'persist-credentials': false })
  }
})

test('a secret is a variable of the one step that needs it, and never part of a command', () => {
  for (const [name, job] of jobs) {
    const { steps: own, ...rest } = job
    expect(JSON.stringify(rest), name).not.toContain('secrets.')
    for (const { run = '' } of own) expect(run).not.toMatch(/\$\{\{/)
  }
  expect(steps.filter((step) => JSON.stringify(step).includes('secrets.'))).toHaveLength(1)
})

test('dependabot updates packages, actions and images', async () => {
  const Dependabot = z.looseObject({
    version: z.literal(2),
    updates: z.array(z.looseObject({ 'package-ecosystem': z.string(), directories: z.array(z.string()).optional() })),
  })
  const { updates } = await readYaml('.github/dependabot.yml', Dependabot)
  const ecosystems = updates.map((update) => update['package-ecosystem'])
  expect(ecosystems).toEqual(expect.arrayContaining(['npm', 'github-actions', 'docker']))
  const { directories = [] } = updates.find((update) => update['package-ecosystem'] === 'npm') ?? {}
  for (const directory of directories) await access(`.${directory}/package-lock.json`)
  expect(directories).toEqual(['/', '/tests/runtimes/launchers'])
})

describe('the pre-commit hook', () => {
  test('npm run hooks installs it, and npm ci needs no git', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'larder-hooks-'))
    const git = (...rest: string[]) => spawnSync('git', rest, { cwd: folder, encoding: 'utf8' })
    git('init', '-q')
    await cp('.githooks', join(folder, '.githooks'), { recursive: true })
    const [, ...rest] = packageJson.scripts.hooks.split(' ')
    expect(git(...rest).status).toBe(0)
    expect((await stat('.githooks/pre-commit')).mode & 0o111).toBe(0o111)

    // A finding of gitleaks prevents the commit.
    await writeFile(join(folder, 'file'), 'text')
    const commit = async (exitCode: number) => {
      await writeFile(join(folder, 'gitleaks'), `#!/bin/sh\necho "$@" >>calls\nexit ${exitCode}\n`, { mode: 0o755 })
      const env = { PATH: `${folder}:/usr/bin:/bin`, HOME: folder }
      spawnSync('git', ['add', 'file'], { cwd: folder })
      const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
      return spawnSync('git', [...author, 'commit', '-qm', 'feat: a file'], { cwd: folder, env }).status
    }
    expect(await commit(1)).not.toBe(0)
    expect(await commit(0)).toBe(0)
    expect(await readFile(join(folder, 'calls'), 'utf8')).toMatch(/--staged .*--config \.gitleaks\.toml/)
    await rm(folder, { recursive: true })
    for (const name of ['prepare', 'postinstall', 'install'])
      expect(Object.keys(packageJson.scripts)).not.toContain(name)
  })
})
