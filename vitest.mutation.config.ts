import { defineConfig } from 'vitest/config'

/** What judges the mutants of stock, price, coupons and orders: the tests that need no database. */
export default defineConfig({
  test: {
    include: ['tests/{pricing,coupons}/*.test.ts', 'tests/{inventory,orders}/unit/*.test.ts'],
    testTimeout: 60_000,
    isolate: false,
  },
})
