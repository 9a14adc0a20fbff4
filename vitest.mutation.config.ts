import { defineConfig } from 'vitest/config'

/** What judges the mutants of stock, price, coupons and orders: their own tests, and those of the endpoints around them. */
export default defineConfig({
  test: {
    include: ['tests/{pricing,coupons,orders,inventory}/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
