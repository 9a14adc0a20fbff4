import { parseArgs } from 'node:util'
import { type CallbackShares, readCallbackShares } from './callback-delivery.ts'

export interface CommandLine {
  baskets: string
  /** Null: each basket of the file once. */
  orders: number | null
  concurrency: number
  seed: number
  /** Null: a shop is started for the run. */
  url: string | null
  json: string | null
  /** Null: each callback is delivered once, immediately. */
  callbacks: CallbackShares | null
  /** Number of times that the shop is killed. */
  kills: number
}

export const USAGE = `Usage: npm run simulate -- --baskets FILE [options]

Replays real baskets through the HTTP API as shoppers: cart, items, coupon, slot, order, payment, webhook.

  --baskets FILE    one basket a line, item names separated by commas
  --orders N        number of baskets; the file is repeated when it has fewer (default: each once)
  --concurrency N   shoppers at a time (default 8)
  --seed N          seed of the random numbers; the same seed gives the same run (default 1)
  --url URL         a running shop; without it one is started for the run
  --json FILE       writes the figures as JSON
  --callbacks SHARES  faulty callbacks, in percent of payments: lost=10,late=20,repeated=20,reordered=10
  --kills N         kills and restarts the shop N times (default 0); needs DATABASE_URL=postgres://…
  --help            prints this text

DATABASE_URL is the database of the shop that is started, and of the invariant checks.
Without it the shop gets an embedded database that is deleted afterwards.

Exit codes: 0 no fault, 1 a fault or a broken invariant, 2 wrong usage, 3 no fault but the invariants could not be
checked, 130 stopped by Ctrl-C.`

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
    return { fault: '--callbacks and --kills need a shop that is started for the run: leave --url out' }
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

/** Without a final slash: paths are appended. */
function origin(text: string): string | { fault: string } {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return { fault: `--url is http://… or https://…, not ${text}` }
  return url.href.replace(/\/+$/, '')
}
