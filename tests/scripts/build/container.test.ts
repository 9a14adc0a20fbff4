import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { container } from '../../../scripts/build/targets/container.ts'
import { emptyDatabase, hasPostgres } from '../../support/database.ts'
import { buildTarget } from './build-target.ts'
import { secrets } from './deployed-shop.ts'
import { pathOfTests, startProgram } from './hosts/program.ts'

describe.runIf(hasPostgres())('the container’s folder', () => {
  test('migrates and serves a database from any folder', async () => {
    const { out } = await buildTarget(container)
    const { url } = await emptyDatabase()
    const given = { ...secrets, DATABASE_URL: url, DEBUG: 'False', PORT: '0' }
    const migrated = spawnSync('node', [`${out}/dist/migrate.js`], {
      env: { PATH: pathOfTests, ...given },
      encoding: 'utf8',
    })
    expect(migrated.status, migrated.stderr).toBe(0)
    const { origin, stop } = await startProgram('node', [`${out}/dist/server.js`], given)
    const health = await fetch(`${origin}/health/`)
    expect([health.status, Object(await health.json()).status]).toEqual([200, 'ok'])
    await stop()
  }, 120_000)
})
