import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import * as schema from '../../support/schema.ts'
import {
  describeColumn,
  describeColumns,
  describeEnum,
  describeEnums,
  describeKey,
  describeKeys,
  describeReference,
} from './describe-database.ts'

const { database } = await testDatabase()
const tables = Object.values(schema)
  .filter((exported) => is(exported, PgTable))
  .map((table) => getTableConfig(table))

/** The lines of one side that the other lacks, so that a failure shows the column. */
function difference(migrated: string[], declared: string[]) {
  return {
    'only in the migrations': migrated.filter((line) => !declared.includes(line)).sort(),
    'only in shared/db/schema': declared.filter((line) => !migrated.includes(line)).sort(),
  }
}
const none = { 'only in the migrations': [], 'only in shared/db/schema': [] }

describe('the declared tables match the migrations', () => {
  test('columns: type, nullability, whether there is a default', async () => {
    const declared = tables.flatMap(({ name: table, columns }) =>
      columns.map((column) =>
        describeColumn(table, column.name, {
          type: column.getSQLType(),
          not_null: column.notNull,
          has_default: column.hasDefault || column.generated !== undefined,
        }),
      ),
    )
    expect(difference(await describeColumns(database), declared)).toEqual(none)
    expect(declared.length).toBeGreaterThan(150)
  })

  test('primary keys, unique constraints and references, by name', async () => {
    const declared = tables.flatMap(({ name: table, primaryKeys, uniqueConstraints, foreignKeys }) => [
      ...primaryKeys.map((key) => describeKey(table, key.getName(), 'primary', namesOf(key.columns))),
      ...uniqueConstraints.map((key) => describeKey(table, key.getName() ?? '', 'unique', namesOf(key.columns))),
      ...foreignKeys.map((key) => {
        const { columns, foreignTable, foreignColumns } = key.reference()
        const target = getTableConfig(foreignTable).name
        const cascades = key.onDelete === 'cascade'
        return describeReference(table, key.getName(), namesOf(columns), target, namesOf(foreignColumns), cascades)
      }),
    ])
    expect(difference(await describeKeys(database), declared)).toEqual(none)
  })

  test('enum columns have exactly the values of their CHECK', async () => {
    const declared = tables.flatMap(({ name: table, columns }) =>
      columns.flatMap(({ name, enumValues }) => (enumValues?.length ? [describeEnum(table, name, enumValues)] : [])),
    )
    expect(difference(await describeEnums(database), declared)).toEqual(none)
  })
})

describe('a difference is reported', () => {
  test.each([
    ['a column', 'alter table products add column shelf text', 'products.shelf: text'],
    [
      'a type',
      'alter table delivery_slots alter column capacity type bigint',
      'delivery_slots.capacity: bigint, not null',
    ],
    ['nullability', 'alter table orders alter column email drop not null', 'orders.email: text'],
    ['a table', 'create table shelves (id text)', 'shelves.id: text'],
  ])('%s', async (_, statement, line) => {
    const own = await testDatabase()
    const before = await describeColumns(own.database)
    await own.database.query({ name: `change ${line}`, text: statement }, [])
    expect(difference(await describeColumns(own.database), before)['only in the migrations']).toEqual([line])
  })
})

function namesOf(columns: readonly { name: string }[]): string[] {
  return columns.map(({ name }) => name)
}
