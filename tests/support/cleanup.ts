import { afterAll, onTestFinished, TestRunner } from 'vitest'

/** What was started in a test ends with it; what was started outside of one, with the file. */
export function registerCleanup(work: () => unknown): void {
  const end = async () => void (await work())
  if (TestRunner.getCurrentTest() === undefined) afterAll(end)
  else onTestFinished(end)
}
