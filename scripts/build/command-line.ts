import { parseArgs } from 'node:util'

const targetNames = ['workers', 'vercel', 'netlify', 'deno', 'lambda', 'container'] as const
export type TargetName = (typeof targetNames)[number]

export interface BuildCommand {
  target: TargetName | null
  /** Names of operations; none: all. */
  only: string[]
  host: string
  origin: string | null
  sentry: boolean
}

export const USAGE = `Usage: npm run build [-- --target=NAME [options]]

Without --target: builds the container in dist/, and each function in dist/functions/, for tests and checks.
With --target: builds what a platform deploys, in dist/NAME/:

  --target=workers     Cloudflare Workers: one for each operation, one for all, one that dispatches to the single ones
  --target=vercel      Vercel, Build Output API: .vercel/output with edge functions
  --target=netlify     Netlify, Frameworks API: .netlify/v1 with edge functions and scheduled functions
  --target=deno        Deno and Deno Deploy: a program for each operation, one for all
  --target=lambda      AWS Lambda: a function URL for each operation, one for all, with templates of AWS SAM
  --target=container   the folder /app of the image: the server and its tools

  --only OPERATION     only this operation; may be repeated
  --host NAME          public host name of the shop (default: the host of PUBLIC_URL, else api.shop.example)
  --origin URL         the container, which serves what is not built (default: 404 or 405)
  --sentry             report errors to Sentry if SENTRY_DSN is set; writes source maps beside the bundles
  --help               this text

Exit codes: 0 built, 1 a bundle violates a rule or its size budget, 2 wrong usage.
`

const PLACEHOLDER = 'api.shop.example'
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i

/** The command, "help", or a fault. */
export function readCommandLine(
  args: readonly string[],
  operations: readonly string[],
  publicUrl: string | undefined,
): BuildCommand | 'help' | { fault: string } {
  let values: ReturnType<typeof parse>
  try {
    values = parse(args)
  } catch (error) {
    return { fault: error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : String(error) }
  }
  if (values.help) return 'help'
  const only = values.only.flatMap((names) => names.split(',')).filter((name) => name !== '')
  if (values.target === undefined) {
    const needsTarget = only.length > 0 || values.sentry || values.host !== undefined || values.origin !== undefined
    return needsTarget
      ? { fault: `--only, --host, --origin and --sentry require --target=${targetNames.join('|')}` }
      : { target: null, only, host: PLACEHOLDER, origin: null, sentry: false }
  }
  const target = targetNames.find((name) => name === values.target)
  if (target === undefined) return { fault: unknown('target', values.target, targetNames) }
  if (target === 'container' && only.length > 0)
    return { fault: '--only does not apply to container, which has all operations' }
  const missing = only.find((name) => !operations.includes(name))
  if (missing !== undefined) return { fault: unknown('operation', missing, operations) }
  const host = values.host ?? hostOf(publicUrl)
  if (!HOST.test(host)) return { fault: `--host must be a name like ${PLACEHOLDER}, not ${host}` }
  const origin = values.origin ?? null
  if (origin !== null && !isOrigin(origin))
    return { fault: `--origin must be a URL like https://shop.example, not ${origin}` }
  return { target, only, host, origin, sentry: values.sentry }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      target: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      host: { type: 'string' },
      origin: { type: 'string' },
      sentry: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values
}

const isOrigin = (url: string) => URL.canParse(url) && /^https?:/.test(url) && new URL(url).origin === url
const hostOf = (url: string | undefined) =>
  url !== undefined && URL.canParse(url) ? new URL(url).hostname : PLACEHOLDER

function unknown(what: string, name: string, known: readonly string[]): string {
  const near = known.filter((one) => distance(one, name) <= Math.max(2, name.length / 3) || one.includes(name))
  const hint = near.length > 0 ? `did you mean ${near.slice(0, 5).join(' or ')}?` : `there are ${known.join(', ')}`
  return `there is no ${what} ${name}: ${hint}`
}

/** Levenshtein distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1]
    for (const [index, compared] of [...other].entries()) {
      const changed = (row[index] ?? 0) + (letter === compared ? 0 : 1)
      next.push(Math.min(changed, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
