import { afterAll, onTestFinished, TestRunner } from 'vitest'

/** Runs `work` at the end of the current test, or of the file when called outside a test. */
export function registerCleanup(work: () => unknown): void {
  const end = async () => void (await work())
  if (TestRunner.getCurrentTest() === undefined) afterAll(end)
  else onTestFinished(end)
}
