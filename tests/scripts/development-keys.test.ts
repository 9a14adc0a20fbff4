import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { developmentKeys } from '../../scripts/development-keys.ts'

let folder: string
let before: string
beforeEach(async () => {
  before = process.cwd()
  folder = await mkdtemp(join(tmpdir(), 'larder-keys-'))
  process.chdir(folder)
})
afterEach(async () => {
  process.chdir(before)
  await rm(folder, { recursive: true })
})

test('the signing keys are random, survive a restart, and nobody else can read them', async () => {
  const keys = developmentKeys()
  expect(keys.SECRET_KEY).not.toBe(keys.JWT_SECRET_KEY)
  expect(developmentKeys()).toEqual(keys)
  expect((await stat('.larder/keys.json')).mode & 0o777).toBe(0o600)
  await rm('.larder', { recursive: true })
  expect(developmentKeys()).not.toEqual(keys)
})

test('a damaged file is replaced', async () => {
  developmentKeys()
  await writeFile('.larder/keys.json', '{"SECRET_KEY":"short"}')
  const keys = developmentKeys()
  expect(JSON.parse(await readFile('.larder/keys.json', 'utf8'))).toEqual(keys)
})

test('where nothing can be written they are valid for this process', async () => {
  await writeFile('.larder', 'a file in the place of the folder')
  const keys = developmentKeys()
  expect(keys.SECRET_KEY).toHaveLength(64)
  expect(developmentKeys()).not.toEqual(keys)
})
