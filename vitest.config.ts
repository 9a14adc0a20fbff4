import { defineConfig } from 'vitest/config'

/** They intercept the HTTP requests of their process with msw. In a process that other files have used, it breaks. */
const INTERCEPTING = [
  'tests/images/**/*.test.ts',
  'tests/orders/unit/check-out.test.ts',
  'tests/payments/stripe/**/*.test.ts',
]

/** Each opens up to 42 connections to Postgres, which accepts 100 by default. */
const MANY_CONNECTIONS = ['tests/chaos/**/*.test.ts', 'tests/races/**/*.test.ts', 'tests/recovery/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A slow machine must not fail a test.
    expect: { poll: { timeout: 20_000 } },
    pool: 'forks',
    // One more than the pipeline's cores: some tests wait for a timeout.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'suites',
          include: ['tests/**/*.test.ts'],
          exclude: [...INTERCEPTING, ...MANY_CONNECTIONS, '**/node_modules/**'],
          // A worker loads each module once, not once for each of several hundred files. This halves the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'intercepting', include: INTERCEPTING } },
      {
        extends: true,
        test: {
          name: 'many connections',
          include: MANY_CONNECTIONS,
          isolate: false,
          maxWorkers: 2,
          // After the other suites, not beside them.
          sequence: { groupOrder: 1 },
        },
      },
    ],
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
