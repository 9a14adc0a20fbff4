import { readdir } from 'node:fs/promises'

/** The file of every function below `functions/`, such as `orders/place-order.ts`. Names with `_` are not functions. */
export async function functionFiles(): Promise<string[]> {
  const files = await readdir(import.meta.dirname, { recursive: true })
  return files.filter((file) => file.endsWith('.ts') && !file.split('/').some((part) => part.startsWith('_'))).sort()
}
