import { type AdministrableDatabase, type Database, driverError } from './database.ts'
import { requireSupportedServer } from './server-faults.ts'

export interface Script {
  /** File name; migrations run in the order of their names. */
  name: string
  text: string
}

export interface SqlFiles {
  migrations: readonly Script[]
  routines: readonly Script[]
}

/** An arbitrary number, the same for all instances, which migrate one after the other. */
const MIGRATION_LOCK = 7_201_001

/**
 * Updates a database to the current schema. A migration runs once and is never edited. A routine is replaced when its text
 * changes. Everything is one transaction under a lock, so several instances may start at once, and a crash leaves either
 * the old schema or the new one.
 * @throws UnsupportedDatabaseError before anything is changed
 */
export async function migrate(database: AdministrableDatabase, { migrations, routines }: SqlFiles): Promise<void> {
  await requireSupportedServer(database)
  await database.runScript(BOOKKEEPING, MIGRATION_LOCK)
  const steps = [
    ...migrations.map((script) => migrationScript(script)),
    ...routines.map((script) => routineScript(script)),
  ]
  await database.runScript(steps.join('\n'), MIGRATION_LOCK)
}

const UNDEFINED_TABLE = '42P01'

/**
 * The migrations that the database lacks. Migrations of a newer version are ignored, because the previous version must be
 * able to start during a deployment.
 */
export async function pendingMigrations(database: Database, { migrations }: SqlFiles): Promise<string[]> {
  const statement = { name: 'applied_migrations', text: 'select name from larder_migrations' }
  const rows = await database.query(statement, []).catch((error: unknown) => {
    if (driverError(error)?.code === UNDEFINED_TABLE) return []
    throw error
  })
  const applied = new Set(rows.map(({ name }) => name))
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name))
}

const BOOKKEEPING = `
create table if not exists larder_migrations (
  name text not null,
  fingerprint text not null,
  applied_at timestamptz not null default now(),
  constraint larder_migrations_pkey primary key (name)
);`

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

function migrationScript({ name, text }: Script): string {
  return `do $larder$ begin
    if exists (select from larder_migrations where name = ${quoted(name)} and fingerprint <> md5(${quoted(text)})) then
      raise exception 'migration % was edited after it ran. Restore the file and add a new migration, or delete this database if it is only for development', ${quoted(name)};
    end if;
    insert into larder_migrations (name, fingerprint) values (${quoted(name)}, md5(${quoted(text)}))
    on conflict (name) do nothing;
    if found then execute ${quoted(text)}; end if;
  end $larder$;`
}

/**
 * Planner settings of a routine that serves one request: index lookups by key, in the written order of the joins.
 * Postgres caches a routine's plans and makes them from the statistics of that moment, which a new shop does not have. The
 * results were full scans of tables that had grown since, a second of JIT compilation for 0.2 ms of work, and a new plan
 * for each call.
 */
const REQUEST_PLANS = {
  jit: 'off',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  join_collapse_limit: '1',
  plan_cache_mode: 'force_generic_plan',
}
const REQUEST_ROUTINE = /create or replace function (\w+)\(request jsonb\)/

function routineScript({ name, text }: Script): string {
  const routine = REQUEST_ROUTINE.exec(text)?.[1]
  const plans = Object.entries(REQUEST_PLANS).map(([setting, value]) => {
    return `alter function ${routine}(jsonb) set ${setting} = ${value};`
  })
  const script = routine === undefined ? text : [text, ...plans].join('\n')
  return `do $larder$ begin
    insert into larder_migrations as m (name, fingerprint) values (${quoted(name)}, md5(${quoted(script)}))
    on conflict (name) do update set fingerprint = excluded.fingerprint, applied_at = now()
      where m.fingerprint <> excluded.fingerprint;
    if found then execute ${quoted(script)}; end if;
  end $larder$;`
}
