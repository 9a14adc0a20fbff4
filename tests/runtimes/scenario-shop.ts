import { afterAll } from 'vitest'
import { router } from '../../functions/_router.ts'
import { readInvariantFiles } from '../../scripts/sql-files.ts'
import { linkTokenHash } from '../../shared/accounts/account-link.ts'
import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import { signAccessToken } from '../../shared/platform/auth/access-token.ts'
import type { Role } from '../../shared/platform/auth/role.ts'
import { getConfiguration } from '../../shared/platform/configuration/configuration.ts'
import { seedShop } from '../../shared/sample-shop/seed-shop.ts'
import { testDatabase } from '../support/database.ts'
import { startNeonEndpoint } from '../support/neon-endpoint.ts'
import { startRedisServer } from '../support/redis-server.ts'
import { startUpstashEndpoint } from '../support/upstash-endpoint.ts'
import type { ScenarioContext } from './scenario/context.ts'
import type { Fetch } from './transcript.ts'

const CRON_SECRET = 'a-scheduler-secret-of-the-runtimes'

/** Variables shared by the container and the runtimes. */
const secrets = {
  CRON_SECRET,
  SECRET_KEY: 'a-signing-key-of-the-runtimes-that-nobody-has',
  JWT_SECRET_KEY: 'a-token-key-of-the-runtimes-that-nobody-else-has',
  IMAGE_STORE: 's3://AKIDEXAMPLE:secret@s3.example/pictures?region=ap-east-1',
  MAIL_URL: 'none:',
  LOG_LEVEL: 'error',
}

export interface ScenarioShop {
  /** Environment of the functions at the edge. */
  env: Record<string, string>
  /** The container's router on the same database and Redis. */
  container: Fetch
  context: ScenarioContext
  /** Invariants that do not hold. */
  broken(): Promise<unknown[]>
  /** Makes Postgres unreachable from the edge. */
  stopDatabase(): Promise<void>
}

/** A shop seeded at `now` behind Neon's and Upstash's protocols. It is stopped at the end of the test file. */
export async function openScenarioShop({
  receiver,
  now,
}: Pick<ScenarioContext, 'receiver' | 'now'>): Promise<ScenarioShop> {
  const redis = await startRedisServer()
  const { database, env, url } = await testDatabase({ variables: { ...secrets, REDIS_URL: redis.url } })
  await seedShop(database, now, 'Asia/Hong_Kong')
  const neon = await startNeonEndpoint(url)
  let isStopped = false
  const upstash = await startUpstashEndpoint(redis.url)
  afterAll(async () => {
    if (!isStopped) await neon.stop()
    await upstash.stop()
    await redis.end()
  })
  const { fetch } = router(env)
  const rows = (text: string) => database.query({ name: '', text }, [])
  // Inserted directly: the scenario covers registration over HTTP.
  await rows(`insert into customers (id, email, name, role, password_hash) values
    ('cus_staff', 'sam@example.com', 'Sam', 'admin', '$argon2id$none'),
    ('cus_cher', 'cher@example.com', 'Cher', 'customer', '$argon2id$none')`)
  return {
    env: { ...secrets, DATABASE_URL: neon.url, REDIS_URL: upstash.url },
    container: (request) => fetch(request, env),
    context: {
      ...(await headersOf(env)),
      now,
      receiver,
      addLink: async (purpose, email) => {
        const token = `link-${purpose}`
        await database.query(
          {
            name: '',
            text: `insert into account_links (token_hash, customer_id, purpose, email, expires_at)
              select $1, id, $2, email, now() + interval '1 hour' from customers where lower(email) = lower($3)`,
          },
          [await linkTokenHash(token), purpose, email],
        )
        return token
      },
      addDeadMessage: async () => {
        const [row] = await rows(`insert into outbox (topic, payload, attempts, last_error, dead_at)
          values ('refund_requested', '{"refundId": "none"}', 24, 'away', now()) returning id`)
        return String(row?.id)
      },
    },
    broken: async () =>
      (await checkInvariants(database, await readInvariantFiles())).items.filter(({ holds }) => !holds),
    async stopDatabase() {
      isStopped = true
      await neon.stop()
    },
  }
}

/** Enough for requests that are refused before any query. */
export async function openShopWithoutDatabase(): Promise<ScenarioShop> {
  const nothing = () => Promise.reject(new Error('there is no database'))
  const inHouse = { ...secrets, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  return {
    env: { ...secrets, DATABASE_URL: 'neon+http://nobody:nothing@127.0.0.1:1/none' },
    container: (request) => router(inHouse).fetch(request, inHouse),
    context: {
      ...(await headersOf(secrets)),
      now: new Date(),
      receiver: '',
      addLink: nothing,
      addDeadMessage: nothing,
    },
    broken: nothing,
    stopDatabase: nothing,
  }
}

const headersOf = async (env: Record<string, string>) => ({
  staff: await bearer(env, 'cus_staff', 'admin'),
  shopper: await bearer(env, 'cus_cher', 'customer'),
  cron: { authorization: `Bearer ${CRON_SECRET}` },
})

async function bearer(env: Record<string, string>, customerId: string, role: Role) {
  return { authorization: `Bearer ${await signAccessToken(getConfiguration(env), { customerId, role })}` }
}
