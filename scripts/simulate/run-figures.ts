import type { InvariantReport } from '../../shared/operations/check-invariants.ts'
import type { MoneyCounts } from './count-payments.ts'
import { operations } from './operations.ts'
import { type Latency, summarizeLatency } from './percentiles.ts'
import type { FaultNote, Repetitions, Tally } from './tally.ts'

/** The result of the invariants, or why they were not checked. */
export type InvariantResult = InvariantReport | { notChecked: string }

/** The result of a run, as `--json` writes it and the table shows it. */
export interface Figures {
  shop: string
  baskets: number
  concurrency: number
  seed: number
  seconds: number
  orders: {
    placed: number
    paid: number
    unconfirmed: number
    cancelled: number
    refused: number
    faulty: number
    interrupted: number
  }
  ordersPerSecond: number
  /** Calls of all shoppers, refused ones included, per placed order. */
  callsPerOrder: number
  /** Percent of one processor. Near 100 the simulator is the bottleneck, not the shop. */
  simulatorCpuPercent: number
  ordersRefused: Record<string, number>
  refusals: { operation: string; code: string; count: number }[]
  repetitions: Repetitions
  /** Null when no failures were injected. */
  injectedFailures: ({ kills: number } & Tally['callbacks']) | null
  /** Null when payments were not counted. */
  money: MoneyCounts | null
  latency: Record<string, Latency>
  faults: { count: number; first: readonly FaultNote[] }
  invariants: InvariantResult
}

export interface Run {
  shop: string
  baskets: number
  concurrency: number
  seed: number
  seconds: number
  cpuSeconds: number
  injectsFailures: boolean
  money: MoneyCounts | null
}

export function collectFigures(tally: Tally, run: Run, invariants: InvariantResult): Figures {
  const { cpuSeconds, injectsFailures, ...about } = run
  const catalogCalls = ['list-categories', 'list-products'] as const
  const reading = catalogCalls.reduce((sum, operation) => sum + (tally.milliseconds.get(operation)?.length ?? 0), 0)
  const per = (value: number, divisor: number) => (divisor === 0 ? 0 : value / divisor)
  return {
    ...about,
    orders: {
      placed: tally.ordersPlaced,
      paid: tally.ended('paid'),
      unconfirmed: tally.ended('unconfirmed'),
      cancelled: tally.ended('cancelled'),
      refused: tally.ended('refused'),
      faulty: tally.ended('faulty'),
      interrupted: tally.ended('interrupted'),
    },
    ordersPerSecond: per(tally.ordersPlaced, run.seconds),
    callsPerOrder: per(tally.calls() - reading, tally.ordersPlaced),
    simulatorCpuPercent: 100 * per(cpuSeconds, run.seconds),
    ordersRefused: Object.fromEntries(mostFirst(tally.ordersRefused)),
    refusals: mostFirst(tally.refusals).map(([key, count]) => {
      const [operation = '', code = ''] = key.split(' ')
      return { operation, code, count }
    }),
    repetitions: tally.repetitions,
    injectedFailures: injectsFailures ? { kills: tally.kills, ...tally.callbacks } : null,
    latency: Object.fromEntries(
      operations
        .filter((operation) => tally.milliseconds.has(operation))
        .map((operation) => [operation, summarizeLatency(tally.milliseconds.get(operation) ?? [])]),
    ),
    faults: { count: tally.faultCount, first: tally.faults },
    invariants,
  }
}

const mostFirst = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
