/** Of one instance: two of them, while one takes over from the other, leave a small Postgres half of its own. */
export const DEFAULT_CONNECTIONS = 24
/** More connections of one process are slower: Postgres on two cores peaks near 8 to 16. */
const LARGEST_POOL = 10
/** With one connection, a job that waits for a lock would keep every request waiting. */
const SMALLEST_POOL = 2

/** While processes are replaced one by one there is one more of them. */
const mostProcesses = (processes: number) => (processes === 1 ? 1 : processes + 1)

/** Connections of one process: all of an instance together stay within the budget. */
export function poolSize(processes: number, budget: number): number {
  return Math.min(LARGEST_POOL, Math.floor(budget / mostProcesses(processes)))
}

/** The smallest budget with which so many processes can work. */
export const leastConnections = (processes: number): number => mostProcesses(processes) * SMALLEST_POOL
