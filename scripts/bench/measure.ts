/** Runs the work with so many callers at once; answers how many a second, and each call's milliseconds. */
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

/** How long callers wait, in milliseconds, and how many are answered in a second. */
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

/** Medians of rounds: the machine is not the same from one second to the next. */
export function middle(rounds: readonly Latency[]): Latency {
  return {
    p50: median(rounds.map(({ p50 }) => p50)),
    p95: median(rounds.map(({ p95 }) => p95)),
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  }
}

const ROUNDS = 5
/** In so many turns a round goes: what else the machine does for a second falls on both sides of a ratio. */
const TURNS = 4

export interface Comparison {
  ownPerSecond: number
  yardstickPerSecond: number
  ratio: number
}

/**
 * Two ways to do the same, side by side: medians of five rounds, and of what one is to the other in each of them.
 * @param own does the part of a round's work that is one turn's, and answers how much of it a second; so does `yardstick`
 */
export async function compare(
  own: (turn: number) => Promise<number>,
  yardstick: (turn: number) => Promise<number>,
): Promise<Comparison> {
  const rounds: Comparison[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const seconds = { own: 0, yardstick: 0 }
    for (let turn = 0; turn < TURNS; turn++) {
      seconds.own += 1 / (await own(turn)) / TURNS
      seconds.yardstick += 1 / (await yardstick(turn)) / TURNS
    }
    const ratio = seconds.yardstick / seconds.own
    // The first round warms up.
    if (round > 0) rounds.push({ ownPerSecond: 1 / seconds.own, yardstickPerSecond: 1 / seconds.yardstick, ratio })
  }
  return {
    ownPerSecond: median(rounds.map(({ ownPerSecond }) => ownPerSecond)),
    yardstickPerSecond: median(rounds.map(({ yardstickPerSecond }) => yardstickPerSecond)),
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
