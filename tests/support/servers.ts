// biome-ignore lint/style/noProcessEnv: the test run's own entry
const { TEST_REDIS_URL } = process.env

/** A real Redis to test with, where the run was given one. */
export const redisUrl: string | undefined = TEST_REDIS_URL || undefined
