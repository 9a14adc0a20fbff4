// biome-ignore lint/style/noProcessEnv: the test run's own entry
const { TEST_REDIS_URL, TEST_PGBOUNCERS } = process.env

/** A real Redis to test with, where the run was given one. */
export const redisUrl: string | undefined = TEST_REDIS_URL || undefined

/** The PgBouncers to test with: Debian's, or those of `TEST_PGBOUNCERS`, separated by colons. */
export const pgBouncerPaths: readonly string[] = (TEST_PGBOUNCERS || '/usr/sbin/pgbouncer').split(':')
