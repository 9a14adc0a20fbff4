import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

/** Static checks of what `npm run image` tests, for machines without buildah. */
const text = await readFile('Dockerfile', 'utf8')
const stages = text.split(/^FROM /m).slice(1)
const last = stages.at(-1) ?? ''

test('the base is a current Node LTS on slim Debian, of the same major version as in package.json', () => {
  const [, major] = /^ARG NODE_IMAGE=node:(\d+)-slim$/m.exec(text) ?? []
  expect(packageJson.devDependencies.node.split('.')[0]).toBe(major)
  expect(Number(major) % 2).toBe(0)
})

test('the build has its own stage, of which only the output is copied', () => {
  expect(stages[0]).toContain('AS build')
  expect(stages[0]).toContain('RUN npm run build')
  const copies = [...last.matchAll(/^COPY (.*)$/gm)].map(([, rest]) => rest)
  for (const copy of copies) expect(copy).toMatch(/^--from=build \/build\/(package\.json|dist\/)/)
  expect(last.replaceAll(/^#.*$/gm, '')).not.toMatch(/node_modules|npm |functions|ADD /)
})

test('it runs as app-user, has a health check, and stops on SIGTERM', () => {
  const user = [...text.matchAll(/^USER (\S+)$/gm)].at(-1)?.[1]
  expect(user).toBe('app-user')
  expect(last).toMatch(/^HEALTHCHECK .*CMD \["node", "dist\/healthcheck\.js"\]$/m)
  expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m)
  // The exec form, because a shell would not forward the signal.
  expect(last).toMatch(/^CMD \["node", "dist\/server\.js"\]$/m)
  expect(last).toContain('DEBUG=False')
})

test('the build context has no .env, no history and no tests', async () => {
  const lines = (await readFile('.dockerignore', 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines[0]).toBe('*')
  for (const line of lines.slice(1))
    expect(line).toMatch(/^!(package(-lock)?\.json|functions|scripts|shared|tsconfig\.json)$/)
})
