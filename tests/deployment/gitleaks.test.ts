import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { environmentVariables, secretVariables } from '../../shared/platform/configuration/environment.ts'
import { secretScanner } from './scan-secrets.ts'

/** Compiles every expression: a lookahead, which Go does not have, is an error here as it is in gitleaks. */
const scan = await secretScanner('.gitleaks.toml')

const hex = (bytes: number) => randomBytes(bytes).toString('hex')
const base64 = (bytes: number) => randomBytes(bytes).toString('base64')
const base64Url = (bytes: number) =>
  randomBytes(bytes)
    .toString('base64url')
    .replace(/^[-_]|[-_]$/g, 'x')
/** Letters and digits. */
const word = (length: number) =>
  base64(length * 2)
    .replaceAll(/[+/=]/g, '')
    .slice(0, length)

/** Values that the shop accepts, made up for each run so that no file contains them. */
const samples: Record<string, () => readonly string[]> = {
  SECRET_KEY: () => [hex(32), base64(32), base64Url(48)],
  JWT_SECRET_KEY: () => [hex(32), base64(32)],
  JWT_SECRET_KEY_PREVIOUS: () => [hex(32), base64Url(32)],
  CRON_SECRET: () => [hex(32), hex(8), word(16)],
  METRICS_TOKEN: () => [hex(32), hex(8), word(16)],
  ADMIN_PASSWORD: () => [`${word(4)}-${word(4)}-${word(4)}`, `${word(11)}!`],
  STRIPE_SECRET_KEY: () => [`sk_live_${word(24)}`, `rk_test_${word(99)}`],
  STRIPE_WEBHOOK_SECRET: () => [`whsec_${word(32)}`, `whsec_${word(32)},whsec_${word(32)}`],
  DATABASE_URL: () => [
    `postgres://larder:${word(16)}@dpg-abc-a.singapore-postgres.render.com/larder`,
    `postgresql://larder:${word(8)}@10.0.0.5:5432/larder?sslmode=require`,
    `neon://owner:npg_${word(12)}@ep-cool-name-123.ap-southeast-1.aws.neon.tech/shop`,
    `postgres://larder:${encodeURIComponent(`p@ss/${word(6)}`)}@db:5432/larder`,
  ],
  REDIS_URL: () => [
    `redis://:${word(20)}@redis:6379`,
    `rediss://default:${word(20)}@eu1-fine.upstash.io:6379/0`,
    `https://:${base64Url(40)}@eu1-fine.upstash.io`,
  ],
  IMAGE_STORE: () => [
    `s3://AKIA${word(16).toUpperCase()}:${encodeURIComponent(base64(30))}@s3.amazonaws.com/pictures?region=eu-west-1`,
    `cloudinary://123456789012345:${base64Url(20)}@cloud`,
  ],
  MAIL_URL: () => [
    `smtp://user%40mail.shop:${word(16)}@smtp.mailgun.org:587`,
    `smtps://apikey:SG.${word(22)}.${word(43)}@smtp.sendgrid.net:465`,
    `resend://re_${word(8)}_${word(24)}`,
  ],
}

const forms: Record<string, (name: string, value: string) => string> = {
  '.env': (name, value) => `${name}=${value}\n`,
  '.env, quoted': (name, value) => `${name}="${value}"\n`,
  'shell, single quotes': (name, value) => `export ${name}='${value}'\n`,
  'a command': (name, value) => `${name}=${value} npm start\n`,
  JSON: (name, value) => `{"DEBUG":"False","${name}":"${value}","PORT":8000}`,
  'JSON, indented': (name, value) => `{\n  "${name}": "${value}"\n}\n`,
  'JSON within JSON': (name, value) => JSON.stringify({ body: JSON.stringify({ [name]: value }) }),
  YAML: (name, value) => `env:\n  ${name}: ${value}\n`,
  'YAML, quoted': (name, value) => `env:\n  ${name}: "${value}"\n`,
  'YAML, a list': (name, value) => `environment:\n  - ${name}=${value}\n`,
  'YAML, name and value': (name, value) => `envVars:\n  - key: ${name}\n    value: ${value}\n`,
  'JSON, name and value': (name, value) => `[{ "name": "${name}", "value": "${value}" }]`,
  TOML: (name, value) => `[vars]\n${name} = "${value}"\n`,
  Dockerfile: (name, value) => `ENV ${name} ${value}\n`,
  'a program': (name, value) => `process.env.${name} = '${value}'\n`,
  'an object': (name, value) => `const env = { ${name}: '${value}', DEBUG: 'False' }\n`,
  XML: (name, value) => `<${name}>${value}</${name}>\n`,
  'behind a prefix': (name, value) => `LARDER_${name}=${value}\n`,
}
const files = ['.env.production', 'docs/notes.md', 'fly.toml', 'k8s/shop.yaml']
/** In a program, a word without quotes is a variable. */
const quoted = ['JSON', 'a program', 'an object', 'shell, single quotes']

test('a lookahead is refused, as by gitleaks', () => {
  expect(() => RE2JS.compile('@(?!localhost)')).toThrow()
})

test('every variable with a secret is marked, and has samples that the shop accepts', () => {
  expect(Object.keys(samples).sort()).toEqual([...secretVariables].sort())
  const likely = Object.keys(environmentVariables).filter((name) => /SECRET|PASSWORD|TOKEN|_KEY/.test(name))
  expect(secretVariables).toEqual(expect.arrayContaining(likely))
  for (const [name, schema] of Object.entries(environmentVariables)) {
    for (const value of samples[name]?.() ?? []) expect(schema.safeParse(value).success, `${name} ${value}`).toBe(true)
  }
})

describe.each(Object.entries(samples))('%s', (name, make) => {
  test.each(Object.entries(forms))('is found in %s', (form, write) => {
    for (const value of make()) {
      for (const file of quoted.includes(form) ? [...files, 'shared/orders/place-order.ts'] : files)
        expect(scan(file, write(name, value)), write(name, value)).not.toEqual([])
    }
  })
})

describe('found as well', () => {
  test.each([
    ['the password of the database of compose', 'POSTGRES_PASSWORD', () => hex(32)],
    ['the token of Upstash', 'UPSTASH_REDIS_REST_TOKEN', () => `AX${base64(60)}`],
    ['the token of the local endpoint', 'TOKEN', () => hex(16)],
    ['the password of psql', 'PGPASSWORD', () => word(16)],
  ])('%s, in every form', (_case, name, make) => {
    for (const write of Object.values(forms)) {
      const text = write(name, make())
      expect(scan('.env', text), text).not.toEqual([])
    }
  })

  test('Render’s deploy hook, a password in a query, keys without a name', () => {
    for (const text of [
      `curl https://api.render.com/deploy/srv-abc123?key=${word(11)}`,
      `postgres://db.shop.hk/larder?user=larder&password=${word(12)}`,
      `The key is sk_live_${word(24)}.`,
      `Callbacks: whsec_${word(32)}`,
      `Authorization: Bearer ldr_${word(32)}`,
    ]) {
      expect(scan('docs/notes.md', text), text).not.toEqual([])
    }
  })
})

test('not found: variables, placeholders, this machine', () => {
  for (const [file, text] of [
    ['docker-compose.yml', `SECRET_KEY: ${'$'}{SECRET_KEY:?see the top of docker-compose.yml}`],
    ['delivery.yml', `RENDER_DEPLOY_HOOK_URL: ${'$'}{{ secrets.RENDER_DEPLOY_HOOK_URL }}`],
    ['start.sh', 'export SECRET_KEY=$(openssl rand -hex 32)'],
    ['docs/deployment.md', 'DATABASE_URL=postgres://user:password@ep-….neon.tech/shop npm run migrate'],
    ['docs/deployment.md', 'REDIS_URL=https://:TOKEN@name.upstash.io'],
    ['docs/deployment.md', 'DATABASE_URL=postgres://larder:larder@127.0.0.1:5432/postgres npm test'],
    ['shared/a.ts', 'const keys = { STRIPE_SECRET_KEY: secretKey, METRICS_TOKEN: configuration.metricsToken }'],
    ['.env.example', '# SECRET_KEY=\n# CRON_SECRET=\n'],
  ] as const) {
    expect(scan(file, text), text).toEqual([])
  }
})

test('the repository has no finding', async () => {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  const tracked = stdout.split('\0').filter((path) => path !== '')
  expect(tracked.length).toBeGreaterThan(1_000)
  const found: string[] = []
  for (const path of tracked) {
    const text = await readFile(path, 'utf8').catch(() => '')
    for (const { rule, line } of scan(path, text)) found.push(`${path}: ${rule}: ${line.trim().slice(0, 100)}`)
  }
  expect(found).toEqual([])
})
