import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { nextCommands, suggestCommits } from '../../scripts/test/suggest-commit.ts'

const messages = (...paths: string[]) => suggestCommits(paths).map(({ message }) => message)

test('an endpoint and its test are one commit', () => {
  expect(suggestCommits(['functions/orders/place-order.ts', 'tests/functions/orders/place-order.test.ts'])).toEqual([
    {
      message: 'feat: [Orders] implement [Place order] logic',
      paths: ['functions/orders/place-order.ts', 'tests/functions/orders/place-order.test.ts'],
    },
  ])
})

test('each service is a commit of its own', () => {
  expect(
    messages(
      'functions/carts/put-item.ts',
      'functions/carts/remove-item.ts',
      'shared/carts/change-cart.ts',
      'shared/coupons/sql/redeem_coupon.sql',
      'README.md',
    ),
  ).toEqual([
    'feat: [Carts] implement [Put item] logic',
    'feat: [Carts] implement [Remove item] logic',
    'feat: [Carts] implement [Change cart] logic',
    'feat: [Coupons] implement [Redeem coupon] logic',
    'feat: [Deployment] implement [README] logic',
  ])
})

test.each([
  [
    ['shared/promotions/apportion.ts', 'tests/promotions/apportion.test.ts'],
    ['Promotions', 'Apportion'],
  ],
  // Not [Db]: a part of the platform is a service, and the platform the app.
  [
    ['shared/platform/db/database.ts', 'shared/platform/db/migrate.ts'],
    ['Platform', 'Db'],
  ],
  [
    ['shared/orders/a.ts', 'shared/orders/b.ts', 'shared/orders/c.ts', 'shared/orders/d.ts'],
    ['Orders', 'A, b, c and 1 more'],
  ],
  [
    ['Dockerfile', 'render.yaml', '.gitleaks.toml'],
    ['Deployment', 'Dockerfile, render, gitleaks'],
  ],
  [['tests/races/oversell.test.ts'], ['Tests', 'Oversell']],
  [['docs/orders.md'], ['Docs', 'Orders']],
])('%j belongs to %j', (paths, [app, service]) => {
  expect(messages(...paths)).toEqual([`feat: [${app}] implement [${service}] logic`])
})

test('the commands commit everything and push the branch to origin', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-commits-'))
  const git = (...rest: string[]) => spawnSync('git', rest, { cwd: folder, encoding: 'utf8' })
  git('init', '-q', '--bare', 'origin.git')
  git('init', '-q', '-b', 'one-idea')
  for (const setting of ['user.name=a', 'user.email=a@example.com']) git('config', ...setting.split('='))
  git('remote', 'add', 'origin', './origin.git')
  await writeFile(join(folder, '.gitignore'), 'origin.git\n')
  const paths = ['functions/orders/place-order.ts', "shared/carts/it's a $(file).ts", '.gitignore']
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    if (path !== '.gitignore') await writeFile(join(folder, path), 'text')
  }
  const commands = nextCommands(paths, 'one-idea').trim().split('\n').slice(1).join('\n')
  const run = spawnSync('bash', ['-euc', commands], { cwd: folder, encoding: 'utf8' })
  expect(run.status, run.stderr).toBe(0)
  expect(git('status', '--porcelain').stdout).toBe('')
  expect(git('log', '--format=%s', 'origin/one-idea').stdout.trim().split('\n')).toHaveLength(3)
  await rm(folder, { recursive: true })
})

test('nothing without a change, and no push without a branch', () => {
  expect(nextCommands([], 'main')).toBe('')
  expect(nextCommands(['README.md'], '')).not.toContain('push')
})
