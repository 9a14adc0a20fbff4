import { readdir } from 'node:fs/promises'

/** Every function's file below `functions/`: `orders/place-order.ts`. What begins with `_` is no function. */
export async function functionFiles(): Promise<string[]> {
  const files = await readdir(import.meta.dirname, { recursive: true })
  return files.filter((file) => file.endsWith('.ts') && !file.split('/').some((part) => part.startsWith('_'))).sort()
}
