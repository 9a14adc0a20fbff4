import * as z from 'zod'
import type { Database } from '../../../shared/platform/db/database.ts'

const Column = z.object({
  table_name: z.string(),
  column_name: z.string(),
  type: z.string(),
  not_null: z.boolean(),
  has_default: z.boolean(),
})

const columnsOf = {
  name: 'columns_of_database',
  text: `
    select c.relname::text as table_name, a.attname::text as column_name, a.attnotnull as not_null,
      format_type(a.atttypid, a.atttypmod) as type, a.atthasdef or a.attidentity <> '' as has_default
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'larder_migrations'`,
}

/** One line for each column, `table.column: type, not null, default`, so that a difference is readable. */
export async function describeColumns(database: Database): Promise<string[]> {
  const columns = z.array(Column).parse(await database.query(columnsOf, []))
  return columns.map((column) => describeColumn(column.table_name, column.column_name, column)).sort()
}

export function describeColumn(
  table: string,
  column: string,
  { type, not_null, has_default }: { type: string; not_null: boolean; has_default: boolean },
): string {
  return `${table}.${column}: ${type}${not_null ? ', not null' : ''}${has_default ? ', default' : ''}`
}

const Constraint = z.object({
  table_name: z.string(),
  name: z.string(),
  kind: z.enum(['p', 'u', 'f', 'c']),
  columns: z.array(z.string()),
  target: z.string().nullable(),
  target_columns: z.array(z.string()),
  cascades: z.boolean(),
  definition: z.string(),
})

const constraintsOf = {
  name: 'constraints_of_database',
  text: `
    select c.relname::text as table_name, k.conname::text as name, k.contype::text as kind,
      pg_get_constraintdef(k.oid) as definition, k.confdeltype = 'c' as cascades,
      (select relname::text from pg_class where oid = k.confrelid) as target,
      to_jsonb(array(select a.attname::text from unnest(k.conkey) with ordinality as key(number, position)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key.number order by position)) as columns,
      to_jsonb(array(select a.attname::text from unnest(k.confkey) with ordinality as key(number, position)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = key.number order by position)) as target_columns
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and c.relname <> 'larder_migrations'
      and k.contype in ('p', 'u', 'f', 'c')`,
}

async function readConstraints(database: Database) {
  return z.array(Constraint).parse(await database.query(constraintsOf, []))
}

/** Primary keys, unique constraints and references: `table: name key (columns)`. */
export async function describeKeys(database: Database): Promise<string[]> {
  const constraints = await readConstraints(database)
  return constraints.flatMap((constraint) => {
    const { table_name: table, name, kind, columns, target, target_columns, cascades } = constraint
    if (kind === 'c') return []
    if (kind === 'f') return [describeReference(table, name, columns, target ?? '', target_columns, cascades)]
    return [describeKey(table, name, kind === 'p' ? 'primary' : 'unique', columns)]
  })
}

export const describeKey = (table: string, name: string, kind: 'primary' | 'unique', columns: string[]) =>
  `${table}: ${name} ${kind} (${columns.join(', ')})`

export const describeReference = (
  table: string,
  name: string,
  columns: string[],
  target: string,
  targetColumns: string[],
  cascades: boolean,
) => `${table}: ${name} (${columns.join(', ')}) → ${target} (${targetColumns.join(', ')})${cascades ? ' cascade' : ''}`

/** Columns that a CHECK limits to a list of values: `table.column: value | value`. */
export async function describeEnums(database: Database): Promise<string[]> {
  const constraints = await readConstraints(database)
  return constraints.flatMap(({ kind, columns, definition, table_name }) => {
    const [column] = columns
    const isList = kind === 'c' && columns.length === 1 && /^CHECK \(\(\w+ = ANY \(ARRAY\[/.test(definition)
    if (!isList || column === undefined) return []
    return [
      describeEnum(
        table_name,
        column,
        [...definition.matchAll(/'([^']*)'/g)].map(([, word]) => word ?? ''),
      ),
    ]
  })
}

export const describeEnum = (table: string, column: string, words: readonly string[]) =>
  `${table}.${column}: ${[...words].sort().join(' | ')}`
