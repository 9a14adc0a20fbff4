/** For one instance. During a deployment two instances overlap, and a small Postgres still has half its connections free. */
export const DEFAULT_CONNECTIONS = 24
/** Larger pools are slower: Postgres on two cores peaks at 8 to 16 connections. */
const LARGEST_POOL = 10
/** With a single connection, a job that waits for a lock would block every request. */
const SMALLEST_POOL = 2

/** A rolling restart adds one process for a moment. */
const mostProcesses = (processes: number) => (processes === 1 ? 1 : processes + 1)

/** Connections of one process, so that all processes of an instance stay within the budget. */
export function poolSize(processes: number, budget: number): number {
  return Math.min(LARGEST_POOL, Math.floor(budget / mostProcesses(processes)))
}

/** The smallest budget that is enough for this number of processes. */
export const leastConnections = (processes: number): number => mostProcesses(processes) * SMALLEST_POOL
