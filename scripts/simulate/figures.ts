import type { InvariantReport } from '../../shared/operations/check-invariants.ts'
import { operations } from './operations.ts'
import { type Latency, latencyOf } from './percentiles.ts'
import type { FaultNote, Repetitions, Tally } from './tally.ts'
import type { MoneyCounts } from './where-the-money-is.ts'

/** What the invariants said, or why nobody could ask them. */
export type InvariantVerdict = InvariantReport | { notChecked: string }

/** The outcome of a run, as `--json` writes it and the table shows it. */
export interface Figures {
  shop: string
  baskets: number
  concurrency: number
  seed: number
  seconds: number
  orders: {
    placed: number
    paid: number
    astray: number
    cancelled: number
    refused: number
    faulty: number
    interrupted: number
  }
  ordersPerSecond: number
  /** All calls of the shoppers, of those too who were refused, for each order placed. */
  callsPerOrder: number
  /** Of one processor, in percent: near 100 it is the simulator that is measured, not the shop. */
  simulatorCpuPercent: number
  ordersRefused: Record<string, number>
  refusals: { operation: string; code: string; count: number }[]
  repetitions: Repetitions
  /** What was done to the shop; null where nothing was. */
  harm: ({ kills: number } & Tally['callbacks']) | null
  /** What became of all payments; null where that was not looked at. */
  money: MoneyCounts | null
  latency: Record<string, Latency>
  faults: { count: number; first: readonly FaultNote[] }
  invariants: InvariantVerdict
}

export interface Run {
  shop: string
  baskets: number
  concurrency: number
  seed: number
  seconds: number
  cpuSeconds: number
  harmed: boolean
  money: MoneyCounts | null
}

export function figuresOf(tally: Tally, run: Run, invariants: InvariantVerdict): Figures {
  const { cpuSeconds, harmed, ...about } = run
  const catalogCalls = ['list-categories', 'list-products'] as const
  const reading = catalogCalls.reduce((sum, operation) => sum + (tally.milliseconds.get(operation)?.length ?? 0), 0)
  const per = (value: number, divisor: number) => (divisor === 0 ? 0 : value / divisor)
  return {
    ...about,
    orders: {
      placed: tally.ordersPlaced,
      paid: tally.ended('paid'),
      astray: tally.ended('astray'),
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
    harm: harmed ? { kills: tally.kills, ...tally.callbacks } : null,
    latency: Object.fromEntries(
      operations
        .filter((operation) => tally.milliseconds.has(operation))
        .map((operation) => [operation, latencyOf(tally.milliseconds.get(operation) ?? [])]),
    ),
    faults: { count: tally.faultCount, first: tally.faults },
    invariants,
  }
}

const mostFirst = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
