export interface Latency {
  count: number
  p50: number
  p95: number
  p99: number
  max: number
}

/** By nearest rank: every percentile is a measured value. */
export function summarizeLatency(milliseconds: readonly number[]): Latency {
  const sorted = Float64Array.from(milliseconds).sort()
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}
