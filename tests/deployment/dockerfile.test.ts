import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

/** What `npm run image` tries for real, stated of the file: so that it is not lost where buildah is missing. */
const text = await readFile('Dockerfile', 'utf8')
const stages = text.split(/^FROM /m).slice(1)
const last = stages.at(-1) ?? ''

test('the base is a current Node LTS on slim Debian, the same major that npm runs', () => {
  const [, major] = /^ARG NODE_IMAGE=node:(\d+)-slim$/m.exec(text) ?? []
  expect(packageJson.devDependencies.node.split('.')[0]).toBe(major)
  expect(Number(major) % 2).toBe(0)
})

test('the build happens in a stage of its own, and nothing else of it gets into the shop than what was built', () => {
  expect(stages[0]).toContain('AS build')
  expect(stages[0]).toContain('RUN npm run build')
  const copies = [...last.matchAll(/^COPY (.*)$/gm)].map(([, rest]) => rest)
  for (const copy of copies) expect(copy).toMatch(/^--from=build \/build\/(package\.json|dist\/)/)
  expect(last.replaceAll(/^#.*$/gm, '')).not.toMatch(/node_modules|npm |functions|ADD /)
})

test('it runs as app-user, says how it is, and ends by SIGTERM', () => {
  const user = [...text.matchAll(/^USER (\S+)$/gm)].at(-1)?.[1]
  expect(user).toBe('app-user')
  expect(last).toMatch(/^HEALTHCHECK .*CMD \["node", "dist\/healthcheck\.js"\]$/m)
  expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m)
  // The exec form: a shell as the first process would keep the signal to itself.
  expect(last).toMatch(/^CMD \["node", "dist\/server\.js"\]$/m)
  expect(last).toContain('DEBUG=False')
})

test('what is let into the build is named: no .env, no history, no tests', async () => {
  const lines = (await readFile('.dockerignore', 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines[0]).toBe('*')
  for (const line of lines.slice(1))
    expect(line).toMatch(/^!(package(-lock)?\.json|functions|scripts|shared|tsconfig\.json)$/)
})
