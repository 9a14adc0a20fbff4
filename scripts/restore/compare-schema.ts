import * as z from 'zod'
import type { Database } from '../../shared/platform/db/database.ts'
import { migrate, type SqlFiles } from '../../shared/platform/db/migrate.ts'
import { openPglite } from '../../shared/platform/db/transports/pglite.ts'

/**
 * Everything that migrations and routines create, by name. Definitions are compared where every version of Postgres prints
 * them alike. Constraints of the kind `n` (not null) exist since Postgres 18 only; the column has the same fact.
 */
const OBJECTS = `
  with own as (select oid from pg_namespace where nspname = current_schema())
  select 'table ' || relname as name, '' as definition from pg_class
  where relnamespace in (select oid from own) and relkind in ('r', 'v', 'm', 'S')
  union all
  select 'column ' || relname || '.' || attname,
    format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
  from pg_attribute join pg_class on pg_class.oid = attrelid
  where relnamespace in (select oid from own) and relkind = 'r' and attnum > 0 and not attisdropped
  union all
  select 'index ' || indexrelid::regclass || ' on ' || indrelid::regclass,
    case when indisunique then 'unique' else '' end || case when indisvalid then '' else ' invalid' end
  from pg_index join pg_class on pg_class.oid = indrelid where relnamespace in (select oid from own)
  union all
  select 'constraint ' || conname || ' on ' || conrelid::regclass, contype::text || case when convalidated then '' else ' not valid' end
  from pg_constraint where connamespace in (select oid from own) and conrelid <> 0 and contype <> 'n'
  union all
  select 'trigger ' || tgname || ' on ' || tgrelid::regclass, tgenabled::text from pg_trigger
  join pg_class on pg_class.oid = tgrelid
  where relnamespace in (select oid from own) and not tgisinternal
  union all
  select 'routine ' || proname || '(' || pg_get_function_identity_arguments(pg_proc.oid) || ')', md5(prosrc) from pg_proc
  where pronamespace in (select oid from own)
    and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`

const Objects = z.array(z.object({ name: z.string(), definition: z.string() }))

async function objectsOf(database: Database): Promise<Map<string, string>> {
  const rows = Objects.parse(await database.query({ name: 'schema_objects', text: OBJECTS }, []))
  return new Map(rows.map(({ name, definition }) => [name, definition]))
}

const Scripts = z.array(z.object({ name: z.string(), fingerprint: z.string() }))

async function scriptsOf(database: Database): Promise<Map<string, string>> {
  const statement = { name: 'applied_scripts', text: 'select name, fingerprint from larder_migrations' }
  const rows = Scripts.parse(await database.query(statement, []))
  return new Map(rows.map(({ name, fingerprint }) => [name, fingerprint]))
}

export interface SchemaComparison {
  /** A line for each object that is missing or different. */
  differences: string[]
  /** Routines that another release has installed: they are not compared. */
  otherRoutines: string[]
}

/**
 * Compares a database with what these migrations and routines create in an empty one. What it has beside them is ignored.
 */
export async function compareSchema(database: Database, files: SqlFiles): Promise<SchemaComparison> {
  const reference = openPglite(undefined)
  try {
    await migrate(reference, files)
    const installed = await scriptsOf(database)
    const otherRoutines = [...(await scriptsOf(reference))]
      .filter(([name, fingerprint]) => installed.get(name) !== fingerprint)
      .map(([name]) => name)
    const [expected, found] = [await objectsOf(reference), await objectsOf(database)]
    const compared = [...expected].filter(([name]) => otherRoutines.length === 0 || !name.startsWith('routine '))
    const differences = compared.flatMap(([name, definition]) => {
      const actual = found.get(name)
      if (actual === undefined) return [`${name} is missing`]
      return actual === definition ? [] : [`${name} is different`]
    })
    return { differences, otherRoutines }
  } finally {
    await reference.close()
  }
}
