/** An import works at most this long at a time. */
const LONGEST_TURN_MILLISECONDS = 8

/** Lets other requests of the process run during an import: called between rows, it waits once a turn is over. */
export class BreathingSpace {
  #turnStarted = performance.now()

  async pause(): Promise<void> {
    if (performance.now() - this.#turnStarted < LONGEST_TURN_MILLISECONDS) return
    // A timer, not a microtask: only then are arriving requests read.
    await new Promise((resolve) => setTimeout(resolve, 0))
    this.#turnStarted = performance.now()
  }
}

/** The longest that a call should keep the embedded database busy, which other requests wait for. */
const TARGET_CALL_MILLISECONDS = 50
const MOST_ROWS = 500
/** Fewer would only add the cost of more calls. */
const LEAST_ROWS = 25

/** The number of rows to send in one call, adapted to how long the last one took. */
export class BatchSize {
  readonly #most: number
  #rows: number

  constructor(most = MOST_ROWS) {
    this.#most = most
    this.#rows = Math.min(2 * LEAST_ROWS, most)
  }

  get rows(): number {
    return this.#rows
  }

  async measure<Result>(sent: number, call: () => Promise<Result>): Promise<Result> {
    const started = performance.now()
    const result = await call()
    const took = Math.max(1, performance.now() - started)
    if (sent >= this.#rows || took > TARGET_CALL_MILLISECONDS) {
      const ideal = (Math.max(1, sent) * TARGET_CALL_MILLISECONDS) / took
      const next = Math.floor(Math.min(ideal, this.#rows * 2))
      this.#rows = Math.min(this.#most, Math.max(LEAST_ROWS, next))
    }
    return result
  }
}

/** The parts of a list, each as large as the last measured call allows. */
export function* inBatches<Item>(items: readonly Item[], size: BatchSize): Generator<Item[]> {
  for (let at = 0; at < items.length; ) {
    const batch = items.slice(at, at + size.rows)
    at += batch.length
    yield batch
  }
}
