import { defineConfig } from 'vitest/config'

// biome-ignore lint/style/noProcessEnv: Stryker starts the runners, so only the environment reaches them
const judges = process.env.MUTATION_JUDGES ?? '{pricing,coupons,orders,inventory}'

/** What judges the mutants of a folder: `scripts/mutate.ts` says which tests. */
export default defineConfig({
  test: {
    include: [`tests/${judges}/**/*.test.ts`],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
