import { describe, expect, test } from 'vitest'
import { changeRole } from '../../shared/accounts/change-role.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { hasPostgres, testDatabase } from '../support/database.ts'
import { openProcessPools, runConcurrently } from './race-shop.ts'

const ROUNDS = 30
const ADMINS = ['a', 'b', 'c', 'd']

async function makeAdmins(database: Database): Promise<void> {
  const text = `insert into customers (id, email, name, password_hash, role)
    select id, id || '@example.com', id, '$argon2id$', 'admin' from unnest($1::text[]) id
    on conflict (id) do update set role = 'admin'`
  await database.query({ name: 'make_admins', text }, [ADMINS])
}

async function adminsLeft(database: Database): Promise<number> {
  const text = "select count(*)::integer as count from customers where role = 'admin'"
  const [row] = await database.query({ name: 'admins_left', text }, [])
  return Number(row?.count)
}

/** Counts first, then writes: all callers count between the two. */
async function naivelyDemote(database: Database, id: string): Promise<void> {
  if ((await adminsLeft(database)) < 2) return
  await database.query({ name: 'demote', text: "update customers set role = 'staff' where id = $1" }, [id])
}

/** How many admins are left after each round of every one demoting the next. */
async function rounds(demote: (database: Database, by: string, id: string) => Promise<unknown>): Promise<number[]> {
  const { database, url } = await testDatabase()
  const pools = openProcessPools(url)
  const left: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await makeAdmins(database)
    const next = (at: number) => ADMINS[(at + 1) % ADMINS.length] ?? ''
    await runConcurrently(ADMINS, (by, at) => demote(pools.for(at), by, next(at)))
    left.push(await adminsLeft(database))
  }
  await pools.close()
  return left
}

describe.runIf(hasPostgres())('admins who demote each other in a circle at once', () => {
  test('leave at least one, in any order', async () => {
    const left = await rounds((database, by, id) => {
      return changeRole(database, { customerId: by, role: 'admin', requestId: 'race' }, id, { role: 'staff' })
    })
    expect(Math.min(...left)).toBeGreaterThan(0)
    expect(Math.max(...left)).toBeLessThan(ADMINS.length)
  })

  test('the naive variant leaves none, and this race detects it', async () => {
    expect(Math.min(...(await rounds((database, _by, id) => naivelyDemote(database, id))))).toBe(0)
  })
})
