import { afterEach, beforeEach, expect, onTestFinished } from 'vitest'
import { driverError } from '../../../shared/platform/db/database.ts'
import { shareDatabase } from '../database.ts'
import { openSession, type Session } from './sessions.ts'
import { LAPSED_UNRELATED_ROWS, readUnrelatedRows, UNRELATED_ROWS } from './unrelated-rows.ts'

/** Relative to now(), which is constant within the transaction of a test. */
export interface Moment {
  secondsFromNow: number
}
export const fromNow = (secondsFromNow: number): Moment => ({ secondsFromNow })

export type Value = string | number | boolean | null | readonly string[] | Moment
export type Row = Record<string, unknown>

interface Refusal {
  refused: string
  facts: unknown
}

export interface RoutineShop {
  insert(table: string, ...rows: Record<string, Value>[]): Promise<void>
  write(text: string, ...values: Value[]): Promise<void>
  /** Rows as JSON, the same over every transport. */
  rows(text: string, values?: readonly Value[]): Promise<Row[]>
  row(text: string, values?: readonly Value[]): Promise<Row | undefined>
  /** Calls a routine. A refusal is returned, and its changes are rolled back. JSON arguments are passed as text. */
  run(routine: string, ...values: Value[]): Promise<unknown>
  /** Calls a routine of one JSON document. */
  call(routine: string, request: unknown): Promise<unknown>
}

/** One for each worker, because files that roll everything back can share a database. Making one takes 0.5 s. */
const withLapsedRows = shareDatabase(({ database }) => database.runScript(UNRELATED_ROWS + LAPSED_UNRELATED_ROWS, 1))
const withoutLapsedRows = shareDatabase(({ database }) => database.runScript(UNRELATED_ROWS, 1))

/**
 * A shop for the tests of one file. Each test is a transaction that is rolled back. It contains unrelated rows, which must
 * stay unchanged.
 * @param lapsed whether some unrelated rows have lapsed; false for routines that process all lapsed rows
 */
export async function routineShop({ lapsed = true } = {}): Promise<RoutineShop> {
  const session = await openSession(await (lapsed ? withLapsedRows : withoutLapsedRows)())
  const shop = shopOf(session)
  const before = await readUnrelatedRows(shop)
  const statement = (text: string) => session.query({ name: '', text }, [])

  beforeEach(async () => {
    await statement('begin')
    onTestFinished(() => statement('rollback').then(() => {}))
  })
  afterEach(async () => {
    expect(await readUnrelatedRows(shop)).toEqual(before)
  })
  return shop
}

export function shopOf(session: Session): RoutineShop {
  async function rows(text: string, values: readonly Value[] = []): Promise<Row[]> {
    const found = await session.query({ name: '', text: `select to_jsonb(found) as row from (${text}) found` }, values)
    return found.map(({ row }) => JSON.parse(JSON.stringify(row)))
  }

  async function run(routine: string, ...values: Value[]): Promise<unknown> {
    const places = values.map((_, index) => `$${index + 1}`).join(', ')
    await session.query({ name: '', text: 'savepoint before' }, [])
    try {
      const text = `select to_jsonb(${routine}(${places})) as result`
      const [row] = await session.query({ name: '', text }, values)
      return row?.result
    } catch (error) {
      await session.query({ name: '', text: 'rollback to before' }, [])
      const said = driverError(error)
      if (said?.code !== 'LD001') throw error
      return { refused: said.message, facts: JSON.parse(said.detail ?? '{}') } satisfies Refusal
    }
  }

  return {
    rows,
    run,
    row: async (text, values) => (await rows(text, values))[0],
    call: (routine, request) => run(routine, JSON.stringify(request)),
    async write(text, ...values) {
      await session.query({ name: '', text }, values)
    },
    async insert(table, ...added) {
      for (const columns of added) await insertRow(session, table, columns)
    },
  }
}

/** Without indexes rows come in table order, so that a missing `order by` shows. */
export async function withoutIndexes(shop: RoutineShop): Promise<void> {
  for (const scan of ['indexscan', 'indexonlyscan', 'bitmapscan']) await shop.write(`set local enable_${scan} = off`)
}

async function insertRow(session: Session, table: string, columns: Record<string, Value>): Promise<void> {
  const values: unknown[] = []
  const places = Object.values(columns).map((value) => {
    const moment = typeof value === 'object' && value !== null && 'secondsFromNow' in value
    values.push(moment ? value.secondsFromNow : value)
    return moment ? `now() + make_interval(secs => $${values.length})` : `$${values.length}`
  })
  const text = `insert into ${table} (${Object.keys(columns).join(', ')}) values (${places.join(', ')})`
  await session.query({ name: '', text }, values)
}
