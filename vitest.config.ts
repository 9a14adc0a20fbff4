import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when it comes: a slow machine is no fault.
    expect: { poll: { timeout: 20_000 } },
    // A file in a thread starts sooner than one in a process, above all where it opens an embedded database.
    pool: 'threads',
    // A database each file: more files at once than cores only wait for each other.
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      include: [
        'shared/inventory/**/*.ts',
        'shared/pricing/**/*.ts',
        'shared/coupons/**/*.ts',
        'shared/orders/**/*.ts',
      ],
      thresholds: { perFile: true, lines: 100, branches: 100, functions: 100 },
    },
  },
})
