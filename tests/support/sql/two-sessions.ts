import { setTimeout as pause } from 'node:timers/promises'
import { testDatabase } from '../database.ts'
import { type RoutineShop, type Row, shopOf, type Value, withoutIndexes } from './routine-shop.ts'
import { openTestSession } from './sessions.ts'
import { UNRELATED_ROWS } from './unrelated-rows.ts'

interface Meeting {
  /** The uncommitted statement of another transaction. */
  first: string
  routine: string
  values: readonly Value[]
  /** Runs while the routine waits. */
  meanwhile?: (shop: RoutineShop) => Promise<unknown>
}

interface Met {
  waited: boolean
  meanwhile: unknown
  /** The routine's result or refusal after the other transaction commits. */
  answer: unknown
}

export interface TwoSessions {
  /** For rows before and after the call: every write is committed. */
  shop: RoutineShop
  meet(meeting: Meeting): Promise<Met>
}

/** A shop for one test in which a routine runs beside another transaction. Requires a real Postgres. */
export async function twoSessions(): Promise<TwoSessions> {
  const { database, url } = await testDatabase()
  await database.runScript(UNRELATED_ROWS, 1)
  const { session: watching } = await openTestSession(url)
  const { session: other } = await openTestSession(url)
  const { session: calling, pid } = await openTestSession(url)
  const shop = shopOf(watching)
  const caller = shopOf(calling)

  async function meet({ first, routine, values, meanwhile }: Meeting): Promise<Met> {
    const otherShop = shopOf(other)
    await otherShop.write('begin')
    await otherShop.write(first)
    await caller.write('begin')
    await withoutIndexes(caller)
    const state = { answered: false }
    const answering = caller.run(routine, ...values).finally(() => {
      state.answered = true
    })
    const waited = await waits(shop, pid, state)
    const seen = await meanwhile?.(shop)
    await otherShop.write('commit')
    const answer = await answering
    await caller.write('commit')
    return { waited, meanwhile: seen, answer }
  }
  return { shop, meet }
}

/** Whether the call waits for a lock; false when it returns first. */
async function waits(shop: RoutineShop, pid: number, call: { answered: boolean }): Promise<boolean> {
  while (!call.answered) {
    const [row] = await shop.rows(`select wait_event_type from pg_stat_activity where pid = ${pid}`)
    if (row?.wait_event_type === 'Lock') return true
    await pause(3)
  }
  return false
}

/** The keys of a table's rows that another transaction has locked against this strength. */
export async function readLockedKeys(
  shop: RoutineShop,
  table: string,
  key: string,
  strength: 'no key update' | 'update' = 'no key update',
): Promise<unknown[]> {
  const free = `select ${key} as key from ${table} for ${strength} skip locked`
  const rows = await shop.rows(`select ${key} as key from ${table} except select key from (${free}) f order by key`)
  return rows.map((row: Row) => row.key)
}

export const lockStatement = (table: string, key: string, value: string) =>
  `select from ${table} where ${key} = '${value}' for no key update`
