import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openPglite } from '../../shared/platform/db/transports/pglite.ts'

const script = new URL('../../scripts/create-admin.ts', import.meta.url).pathname
const password = 'correct horse battery'

function createAdmin(url: string, ...options: string[]) {
  return spawnSync(process.execPath, [script, ...options], { env: { PATH: '', DATABASE_URL: url }, encoding: 'utf8' })
}

test('creates an admin; a second call with the address fails and changes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-admin-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const url = `pglite:${folder}`
  const created = createAdmin(url, '--email', 'ann@example.com', '--password', password)
  expect(created).toMatchObject({ status: 0, stdout: expect.stringContaining('ann@example.com is now an admin') })

  const again = createAdmin(url, '--email', 'Ann@example.com', '--password', 'another password')
  expect(again).toMatchObject({ status: 1, stderr: expect.stringContaining('already has an account') })
  const database = openPglite(folder)
  const rows = await database.query({ name: 'admins', text: 'select email, name, role from customers' }, [])
  await database.close()
  expect(rows).toEqual([{ email: 'ann@example.com', name: 'Admin', role: 'admin' }])
})

test('--help prints the options', () => {
  expect(createAdmin('memory:', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--email') })
})

describe('wrong usage: exit code 2, with every error and the command for help', () => {
  test.each([
    [
      ['--email', 'invalid', '--password', 'short'],
      ['--email: ', '--password: '],
    ],
    [['--email', 'ann@example.com'], ['--password: ']],
    [['--mail', 'ann@example.com'], ["'--mail'"]],
  ])('%j', (options, faults) => {
    const run = createAdmin('memory:', ...options)
    expect(run).toMatchObject({ status: 2, stdout: '' })
    for (const fault of [...faults, 'npm run create-admin']) expect(run.stderr).toContain(fault)
  })
})
