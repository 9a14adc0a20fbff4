import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes: a slow machine is no fault.
    expect: { poll: { timeout: 20_000 } },
    // Files in threads of one process start sooner, but with hundreds of embedded databases in one after another it has ended
    // without a word.
    pool: 'forks',
    // A database each file: more files at once than cores only wait for each other.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: [
        'shared/inventory/**/*.ts',
        'shared/promotions/**/*.ts',
        'shared/coupons/**/*.ts',
        'shared/orders/**/*.ts',
      ],
      thresholds: { perFile: true, lines: 100, branches: 100, functions: 100 },
    },
  },
})
