import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { openPglite } from '../../shared/platform/db/transports/pglite.ts'
import { shopOn, type TestShop } from '../support/shop.ts'

// Each command starts a process and a database: slow on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

const scriptOf = (name: string) => new URL(`../../scripts/${name}.ts`, import.meta.url).pathname
const password = 'correct horse battery'

const runWith =
  (name: string) =>
  (url: string, ...options: string[]) =>
    spawnSync(process.execPath, [scriptOf(name), ...options], {
      env: { PATH: '', DATABASE_URL: url },
      encoding: 'utf8',
    })
const createAdmin = runWith('create-admin')
const resetPassword = runWith('reset-password')

test('creates an admin; a second call with the address fails and changes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-admin-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const url = `pglite:${folder}`
  const created = createAdmin(url, '--email', 'ann@example.com', '--password', password)
  expect(created).toMatchObject({ status: 0, stdout: expect.stringContaining('ann@example.com is now an admin') })

  const again = createAdmin(url, '--email', 'Ann@example.com', '--password', 'another horse battery')
  expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('already has an account') })
  const database = openPglite(folder)
  const rows = await database.query({ name: 'admins', text: 'select email, name, role from customers' }, [])
  await database.close()
  expect(rows).toEqual([{ email: 'ann@example.com', name: 'Admin', role: 'admin' }])
})

test('reset-password sets another password, ends all sessions, and is in the audit log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-reset-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const url = `pglite:${folder}`
  expect(createAdmin(url, '--email', 'ann@example.com', '--password', password).status).toBe(0)
  const openShop = () => {
    const env = { DATABASE_URL: url, LOG_LEVEL: 'silent', MAIL_URL: 'none:' }
    const database = openPglite(folder)
    databases.bind(getConfiguration(env), database)
    return shopOn(database, env)
  }
  const login = (shop: TestShop, given: string) =>
    shop.call('POST', '/auth/login', { body: { email: 'ann@example.com', password: given } })
  const before = openShop()
  const tokens = z.object({ refreshToken: z.string() }).parse((await login(before, password)).body)
  await before.database.close()

  const changed = resetPassword(url, '--email', 'ANN@example.com', '--password', 'unrelated words of mine')
  expect(changed).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('ann@example.com (admin) has the new password. All sessions have ended.\n'),
  })
  const nobody = resetPassword(url, '--email', 'bea@example.com', '--password', 'unrelated words of mine')
  expect(nobody).toMatchObject({ status: 1, stderr: expect.stringContaining('has no account') })

  const after = openShop()
  expect((await login(after, password)).status).toBe(401)
  expect((await login(after, 'unrelated words of mine')).status).toBe(200)
  expect((await after.call('POST', '/auth/refresh', { body: tokens })).status).toBe(401)
  const audited = "select action, actor_id from audit_log where action = 'replace_password'"
  expect(await after.rows(audited)).toEqual([{ action: 'replace_password', actor_id: 'npm run reset-password' }])
  await after.database.close()
})

test.each([
  ['password', 'at least 12 characters'],
  ['passwordpassword', 'too easy to guess'],
  ['Password1234!', 'too easy to guess'],
  ['P@ssw0rd2026!', 'too easy to guess'],
  ['qwertyuiop12', 'too easy to guess'],
  ['aaaaaaaaaaaaaaaa', 'too easy to guess'],
  ['123456789012', 'too easy to guess'],
  ['ann@example.com', 'too easy to guess'],
  ['x'.repeat(257), 'at most 256 characters'],
  ['', 'is missing'],
])('no staff gets the password %j', (guessable, reason) => {
  for (const command of [createAdmin, resetPassword]) {
    const run = command('memory:', '--email', 'ann@example.com', '--password', guessable)
    expect(run).toMatchObject({ status: 2, stdout: '' })
    expect(run.stderr).toContain(
      `--password: ${reason.startsWith('too') ? 'is ' : reason.startsWith('at') ? 'must have ' : ''}${reason}`,
    )
  }
})

test('--help prints the options', () => {
  expect(createAdmin('memory:', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--email') })
})

describe('wrong usage: exit code 2, with every error and the command for help', () => {
  test.each([
    [
      ['--email', 'invalid', '--password', 'short'],
      ['--email: is not an e-mail address', '--password: must have at least 12 characters'],
    ],
    [['--email', 'ann@example.com'], ['--password: is missing']],
    [['--password', password], ['--email: is missing']],
    [['--mail', 'ann@example.com'], ["'--mail'"]],
  ])('%j', (options, faults) => {
    const run = createAdmin('memory:', ...options)
    expect(run).toMatchObject({ status: 2, stdout: '' })
    expect(run.stderr).not.toMatch(/expected string|Invalid|Too small|NaN/)
    for (const fault of [...faults, 'npm run create-admin']) expect(run.stderr).toContain(fault)
  })
})
