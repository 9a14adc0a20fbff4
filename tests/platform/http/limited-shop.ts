import { router } from '../../../functions/_router.ts'
import { getConfiguration } from '../../../shared/platform/configuration/configuration.ts'
import type { AdministrableDatabase } from '../../../shared/platform/db/database.ts'
import { databases } from '../../../shared/platform/db/open.ts'
import type { EdgeFunction } from '../../../shared/platform/http/definition.ts'
import { keyValueStores, openKeyValueStore } from '../../../shared/platform/kv/open.ts'
import { testDatabase } from '../../support/database.ts'

export interface LimitedShop extends Pick<EdgeFunction, 'fetch'> {
  env: Record<string, string>
}

/** Creates shops with rate limits on one database, each with its own store. */
export async function limitedShops() {
  const { database, env: plain } = await testDatabase()
  return (variables: Record<string, string> = {}) => limitedShop(database, { ...plain, ...variables })
}

function limitedShop(database: AdministrableDatabase, variables: Record<string, string>): LimitedShop {
  const env = { RATE_LIMITS: 'True', TRUSTED_PROXIES: '1', ...variables }
  databases.bind(getConfiguration(env), database)
  keyValueStores.bind(getConfiguration(env), openKeyValueStore(variables.REDIS_URL))
  return { env, fetch: router(env).fetch }
}

const WRONG_PASSWORD = 'not the right one'
let requests = 0

/** One attempt, with the client address as seen by a proxy. */
export async function login(
  { fetch, env }: LimitedShop,
  email: string,
  address: string,
  password = WRONG_PASSWORD,
): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': `${++requests}.9.9.9, ${address}` }
  const body = JSON.stringify({ email, password })
  return fetch(new Request('http://shop.example/auth/login', { method: 'POST', headers, body }), env)
}
