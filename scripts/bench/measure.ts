/** Runs the work with concurrent callers; returns the throughput and the duration of each call. */
export async function measure<Item>(items: readonly Item[], callers: number, work: (item: Item) => Promise<void>) {
  const milliseconds: number[] = []
  const queue = items.values()
  const caller = async () => {
    for (const item of queue) {
      const started = performance.now()
      await work(item)
      milliseconds.push(performance.now() - started)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: callers }, caller))
  const perSecond = (items.length / (performance.now() - started)) * 1000
  return { perSecond, milliseconds }
}

/** Percentiles of the duration in milliseconds, and the throughput. */
export interface Latency {
  p50: number
  p95: number
  perSecond: number
}

export async function latency<Item>(
  items: readonly Item[],
  callers: number,
  work: (item: Item) => Promise<unknown>,
): Promise<Latency> {
  const { perSecond, milliseconds } = await measure(items, callers, async (item) => void (await work(item)))
  return { p50: percentile(milliseconds, 0.5), p95: percentile(milliseconds, 0.95), perSecond }
}

/** Medians of several rounds, because the speed of the machine varies. */
export function medianLatency(rounds: readonly Latency[]): Latency {
  return {
    p50: median(rounds.map(({ p50 }) => p50)),
    p95: median(rounds.map(({ p95 }) => p95)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  }
}

const ROUNDS = 5
/** Alternations within a round, so that other load on the machine affects both sides of a ratio. */
const TURNS = 4

export interface Comparison {
  ownPerSecond: number
  baselinePerSecond: number
  ratio: number
}

/**
 * Compares two implementations: medians of five rounds, and the median of their ratios.
 * @param own does the work of one turn and returns its throughput, as does `baseline`
 */
export async function compare(
  own: (turn: number) => Promise<number>,
  baseline: (turn: number) => Promise<number>,
): Promise<Comparison> {
  const rounds: Comparison[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const seconds = { own: 0, baseline: 0 }
    for (let turn = 0; turn < TURNS; turn++) {
      seconds.own += 1 / (await own(turn)) / TURNS
      seconds.baseline += 1 / (await baseline(turn)) / TURNS
    }
    const ratio = seconds.baseline / seconds.own
    // The first round warms up.
    if (round > 0) rounds.push({ ownPerSecond: 1 / seconds.own, baselinePerSecond: 1 / seconds.baseline, ratio })
  }
  return {
    ownPerSecond: median(rounds.map(({ ownPerSecond }) => ownPerSecond)),
    baselinePerSecond: median(rounds.map(({ baselinePerSecond }) => baselinePerSecond)),
    ratio: median(rounds.map(({ ratio }) => ratio)),
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
