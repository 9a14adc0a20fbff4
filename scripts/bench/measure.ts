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

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
