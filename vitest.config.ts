import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A slow machine must not fail a test.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // A worker loads each module once, not once for each of several hundred files. This halves the time.
    isolate: false,
    // Every file has its own database, so more workers than cores only wait for each other.
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
