import type { Turn } from './baskets.ts'

/**
 * Runs `concurrency` visits at a time, a new one as soon as another ends.
 * @param stop when aborted, no visit starts, and a running one ends at its next call
 */
export async function runShoppers(
  turns: AsyncGenerator<Turn>,
  concurrency: number,
  stop: AbortSignal,
  visit: (turn: Turn) => Promise<unknown>,
): Promise<void> {
  async function worker(): Promise<void> {
    while (!stop.aborted) {
      const next = await turns.next()
      if (next.done === true) return
      await visit(next.value)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
