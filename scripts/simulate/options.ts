import { parseArgs } from 'node:util'
import { type CallbackShares, readCallbackShares } from './callback-shares.ts'

export interface CommandLine {
  baskets: string
  /** Null replays each basket of the file once. */
  orders: number | null
  concurrency: number
  seed: number
  /** Null starts a shop for the run. */
  url: string | null
  json: string | null
  /** Null: each callback comes once, at once. */
  callbacks: CallbackShares | null
  /** How often the shop is killed. */
  kills: number
}

export const USAGE = `Usage: npm run simulate -- --baskets FILE [options]

Replays real baskets through the HTTP API as shoppers: cart, items, coupon, slot, order, payment, webhook.

  --baskets FILE    one basket a line, names of goods separated by commas
  --orders N        this many baskets; more than the file has go round again (default: each once)
  --concurrency N   shoppers at a time (default 8)
  --seed N          another run of luck; the same seed is the same run (default 1)
  --url URL         a shop that is running already; without it one is started for the run
  --json FILE       the figures as JSON
  --callbacks SHARES  what becomes of callbacks, in percent of payments: lost=10,late=20,repeated=20,reordered=10
  --kills N         the shop is killed so often, and started again (default 0); needs DATABASE_URL=postgres://…
  --help            this text

DATABASE_URL, when set, is the database of the shop that is started, and where the invariants are checked.
Without it the shop that is started has an embedded database of its own, which is thrown away.

Exit codes: 0 all as promised, 1 something was not, 2 wrong usage, 3 all answers were right but the invariants
could not be checked, 130 stopped by Ctrl-C.`

const MOST_ORDERS = 10_000_000
const MOST_KILLS = 1_000
const MOST_SHOPPERS = 1_000
const LARGEST_SEED = 2 ** 32 - 1

/** The command line as options, "help", or what is wrong with it. */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' | { fault: string } {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return { fault: error instanceof Error ? (error.message.split(/\. |\.?\n/)[0] ?? '') : String(error) }
  }
  const { values } = parsed
  if (values.help) return 'help'
  if (values.baskets === undefined || values.baskets === '') return { fault: '--baskets FILE is needed' }
  const orders = values.orders === undefined ? null : wholeNumber('--orders', values.orders, 1, MOST_ORDERS)
  const concurrency = wholeNumber('--concurrency', values.concurrency, 1, MOST_SHOPPERS)
  const seed = wholeNumber('--seed', values.seed, 0, LARGEST_SEED)
  const url = values.url === undefined ? null : origin(values.url)
  if (isFault(orders)) return orders
  if (isFault(concurrency)) return concurrency
  if (isFault(seed)) return seed
  if (isFault(url)) return url
  const kills = wholeNumber('--kills', values.kills, 0, MOST_KILLS)
  if (isFault(kills)) return kills
  const callbacks = values.callbacks === undefined ? null : readCallbackShares(values.callbacks)
  if (callbacks !== null && 'fault' in callbacks) return callbacks
  if (url !== null && (callbacks !== null || kills > 0)) {
    return { fault: '--callbacks and --kills need a shop of the run’s own: leave --url out' }
  }
  if (values.json === '') return { fault: '--json needs a file' }
  return { baskets: values.baskets, orders, concurrency, seed, url, json: values.json ?? null, callbacks, kills }
}

const isFault = (value: unknown): value is { fault: string } => typeof value === 'object' && value !== null

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      baskets: { type: 'string' },
      orders: { type: 'string' },
      concurrency: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
      url: { type: 'string' },
      json: { type: 'string' },
      callbacks: { type: 'string' },
      kills: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}

function wholeNumber(name: string, text: string, low: number, high: number): number | { fault: string } {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= low && value <= high) return value
  return { fault: `${name} is a whole number from ${low} to ${high}, not ${text}` }
}

/** Without the slash at its end: paths are put behind it. */
function origin(text: string): string | { fault: string } {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return { fault: `--url is http://… or https://…, not ${text}` }
  return url.href.replace(/\/+$/, '')
}
