import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { describeReport } from '../../scripts/invariants/print.ts'
import { InvariantReport } from '../../shared/operations/check-invariants.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'

const script = new URL('../../scripts/invariants.ts', import.meta.url).pathname

function invariants(url: string, ...options: string[]) {
  const env = { PATH: '', DATABASE_URL: url }
  return spawnSync(process.execPath, [script, ...options], { env, encoding: 'utf8' })
}

test('a violated invariant is printed with the rows that violate it, aligned', () => {
  const counterexamples = [
    { sku: 'MILK', on_hand: 1, held: 12, note: null },
    { sku: 'TEA', on_hand: 100, held: 101, note: 'x' },
  ]
  const items = [
    { id: 'I1', title: 'No stock is promised twice.', holds: false, counterexamples },
    { id: 'I10', title: 'Every hold ends.', holds: true, counterexamples: [] },
  ]
  expect(describeReport({ holds: false, items })).toBe(
    [
      '✗ I1  No stock is promised twice.',
      '      sku   on_hand  held  note',
      '      MILK  1        12    –',
      '      TEA   100      101   x',
      '✓ I10 Every hold ends.',
      '1 of 2 invariants are violated.\n',
    ].join('\n'),
  )
})

test('all hold: exit code 0', () => {
  const run = invariants('memory:')
  expect(run.stderr).toBe('')
  expect(run.stdout).toContain('All 10 invariants hold.')
  expect(run.status).toBe(0)
})

test.runIf(hasPostgres())('one is violated: exit code 1, as text and as JSON', async () => {
  const { database, url } = await testDatabase()
  const broken = `insert into carts (id, currency, status) values ('lost', 'HKD', 'ordered')`
  await database.query({ name: 'break', text: broken }, [])

  const text = invariants(url)
  expect(text.stdout).toContain('✗ I3')
  expect(text.status).toBe(1)

  const json = invariants(url, '--json')
  const report = InvariantReport.parse(JSON.parse(json.stdout))
  expect(report.items.filter(({ holds }) => !holds).map(({ id }) => id)).toEqual(['I3'])
  expect(json.status).toBe(1)
})

test('an unreachable database is reported in one line', () => {
  const run = invariants('postgres://root@127.0.0.1:1/shop')
  expect(run.stderr).toMatch(/^The database \(127\.0\.0\.1:1\/shop\) cannot be used: .*\n$/)
  expect(run.status).toBe(1)
})

test('--help explains, an unknown option is refused with exit code 2', () => {
  expect(invariants('memory:', '--help')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('npm run invariants'),
  })
  expect(invariants('memory:', '--nonsense')).toMatchObject({ status: 2, stdout: '' })
})
