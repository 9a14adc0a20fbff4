import { inject, type RunnerTestCase, TestRunner } from 'vitest'

/**
 * Runs each test once with every mutant that no earlier test of the file has noticed, instead of all tests once for each
 * mutant: a file is loaded, and its database copied, once for all. Which mutants a test notices is told in its `meta`.
 */
export default class MutantRunner extends TestRunner {
  private readonly texts = inject('mutants') ?? []
  /** The first and the last text are the routine as it is: they stay, and show that the tests pass without a change. */
  private left = [...this.texts.keys()]

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    await super.onBeforeRunTask(test)
    if (this.left.length > 0) test.repeats = this.left.length - 1
  }

  override onBeforeTryTask(test: RunnerTestCase, options: { retry: number; repeats: number }): void {
    super.onBeforeTryTask(test, options)
    test.meta.mutant = this.texts[this.left[options.repeats] ?? 0]
  }

  override async onAfterRetryTask(test: RunnerTestCase, options: { retry: number; repeats: number }): Promise<void> {
    await super.onAfterRetryTask(test, options)
    delete test.meta.mutant
    const mutant = this.left[options.repeats]
    if (test.result?.state !== 'fail' || mutant === undefined) return
    test.meta.noticed = [...(test.meta.noticed ?? []), mutant]
    test.result.errors = []
  }

  override onAfterRunTask(test: RunnerTestCase): void {
    const { noticed } = test.meta
    if (noticed !== undefined && test.result !== undefined) test.result.state = 'pass'
    this.left = this.left.filter((mutant) => isUnchanged(mutant, this.texts) || !noticed?.includes(mutant))
    super.onAfterRunTask(test)
  }
}

const isUnchanged = (mutant: number, texts: readonly string[]) => mutant === 0 || mutant === texts.length - 1
