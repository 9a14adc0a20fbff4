import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The output of `npm run image` without buildah. The command itself tests the image. */
async function withoutBuildah(...args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'larder-no-buildah-'))
  await symlink(process.execPath, join(folder, 'node'))
  const { status, stdout, stderr } = spawnSync('node', ['scripts/image.ts', ...args], {
    env: { PATH: folder },
    encoding: 'utf8',
  })
  await rm(folder, { recursive: true })
  return { status, stdout, stderr }
}

test('without buildah it prints that nothing was tested', async () => {
  const { status, stdout } = await withoutBuildah()
  expect([status, stdout]).toEqual([0, expect.stringContaining('!!! NOT RUN')])
  expect(stdout).toContain('buildah is not installed')
})

test('with --required that is a failure', async () => {
  expect((await withoutBuildah('--required')).status).toBe(1)
})

test('2 wrong usage', async () => {
  expect(await withoutBuildah('--bass', 'x')).toMatchObject({ status: 2, stderr: expect.stringContaining('--base') })
})
