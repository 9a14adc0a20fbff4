import type { Turn } from './baskets.ts'

/**
 * Lets `concurrency` shoppers in at a time, each new one as soon as another leaves.
 * @param stop aborted: nobody else comes in; who is in leaves at their next call
 */
export async function runShoppers(
  turns: AsyncGenerator<Turn>,
  concurrency: number,
  stop: AbortSignal,
  visit: (turn: Turn) => Promise<unknown>,
): Promise<void> {
  async function till(): Promise<void> {
    while (!stop.aborted) {
      const next = await turns.next()
      if (next.done === true) return
      await visit(next.value)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, till))
}
