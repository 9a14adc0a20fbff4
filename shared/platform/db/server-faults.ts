import * as z from 'zod'
import type { AdministrableDatabase } from './database.ts'

/** From docs/deployment.md. */
const OLDEST_MAJOR = 15
const VERSION_DIGITS = 10_000

/** Why the shop cannot run on a database, and what to do about it. One line for each fault. */
export class UnsupportedDatabaseError extends Error {
  override name = 'UnsupportedDatabaseError'
}

const Server = z.tuple([
  z.object({
    version: z.coerce.number(),
    versionText: z.string(),
    encoding: z.string(),
    role: z.string(),
    database: z.string(),
    hasSchema: z.boolean(),
    searchPath: z.string(),
    isStandby: z.boolean(),
    isolation: z.string(),
    readOnly: z.string(),
    dateStyle: z.string(),
    inheritedDateStyle: z.string(),
    lacking: z.string().nullable(),
  }),
])

/** `reset_val` is the value with which a session of this role begins. */
const text = `select current_setting('server_version_num') as version, current_setting('server_version') as "versionText",
  current_setting('server_encoding') as encoding, current_user::text as role, current_database()::text as database,
  current_schema() is not null as "hasSchema", current_setting('search_path') as "searchPath",
  pg_is_in_recovery() as "isStandby",
  (select reset_val from pg_settings where name = 'default_transaction_isolation') as isolation,
  (select reset_val from pg_settings where name = 'default_transaction_read_only') as "readOnly",
  current_setting('DateStyle') as "dateStyle",
  (select reset_val from pg_settings where name = 'DateStyle') as "inheritedDateStyle",
  (select string_agg(lower(wanted.right) || ' ' || own.relname, ', ' order by own.relname, wanted.right)
    from pg_class migrations join pg_class own on own.relnamespace = migrations.relnamespace
        and own.relowner = migrations.relowner and own.relkind in ('r', 'S')
      join (values ('r', 'SELECT'), ('r', 'INSERT'), ('r', 'UPDATE'), ('r', 'DELETE'), ('S', 'USAGE'))
        as wanted (kind, "right") on wanted.kind = own.relkind::text
    where migrations.oid = to_regclass('larder_migrations')
      and (own.oid <> migrations.oid or wanted.right = 'SELECT')
      and not exists (select from pg_depend where objid = own.oid and deptype = 'e')
      and not case own.relkind when 'r' then has_table_privilege(own.oid, wanted.right)
        else has_sequence_privilege(own.oid, wanted.right) end) as lacking`

const GRANTS = 'Grant the rights that docs/deployment.md lists'

const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The database's faults as a server of the shop. Settings that each connection sets itself are no faults. */
async function findServerFaults(database: AdministrableDatabase): Promise<string[]> {
  const [server] = Server.parse(await database.query({ name: 'server', text }, []))
  const isPooled = (await database.describeSession?.())?.isPooled === true
  const alterRole = `alter role ${identifier(server.role)} in database ${identifier(server.database)} set`
  const andRenew = 'Then make the pooler open new connections, for example with RECONNECT'
  const faults: (string | false)[] = [
    Math.floor(server.version / VERSION_DIGITS) < OLDEST_MAJOR &&
      `is Postgres ${server.versionText}. Use Postgres ${OLDEST_MAJOR} or later`,
    server.encoding !== 'UTF8' &&
      `is encoded in ${server.encoding}. Use one in UTF8: create database NAME encoding 'UTF8' template template0`,
    server.isStandby && 'is a read-only standby. Set DATABASE_URL to the primary server',
    !server.hasSchema &&
      `has no schema of the search_path (${server.searchPath || 'empty'}) that the role may use. ` +
        `Run: ${alterRole} search_path = public`,
    server.lacking !== null && `does not let the role ${identifier(server.role)} ${server.lacking}. ${GRANTS}`,
    isPooled &&
      server.isolation !== 'read committed' &&
      `has default_transaction_isolation = ${server.isolation}, which cannot be changed through a pooler. ` +
        `Run: ${alterRole} default_transaction_isolation = 'read committed'. ${andRenew}`,
    isPooled &&
      server.readOnly !== 'off' &&
      `has default_transaction_read_only = on, which cannot be changed through a pooler. ` +
        `Run: ${alterRole} default_transaction_read_only = off. ${andRenew}`,
    !server.dateStyle.startsWith('ISO') &&
      `has DateStyle = ${server.dateStyle}, and the pooler does not let it be changed. Run: ${alterRole} DateStyle = ISO. ${andRenew}`,
  ]
  return faults.flatMap((fault) => (fault === false ? [] : [`The database ${identifier(server.database)} ${fault}.`]))
}

/** @throws UnsupportedDatabaseError */
export async function requireSupportedServer(database: AdministrableDatabase): Promise<void> {
  const faults = await findServerFaults(database)
  if (faults.length > 0) throw new UnsupportedDatabaseError(faults.join('\n'))
}

/**
 * Settings of the role that each direct connection overrides, and that a pooler or Neon over HTTP would pass on. The edge
 * has no start at which they could be refused, so the migration names them.
 */
export async function findInheritedSettings(database: AdministrableDatabase): Promise<string[]> {
  const [server] = Server.parse(await database.query({ name: 'server', text }, []))
  const alterRole = `alter role ${identifier(server.role)} in database ${identifier(server.database)} set`
  const others = [
    ['default_transaction_isolation', server.isolation, "'read committed'"],
    ['default_transaction_read_only', server.readOnly, "'off'"],
    ['DateStyle', server.inheritedDateStyle, "'ISO, MDY'"],
  ] as const
  return others
    .filter(([, value, wanted]) => wanted !== `'${value}'` && !value.startsWith('ISO'))
    .map(([name, value, wanted]) => {
      return `The role begins with ${name} = ${value}. Before you use a pooler or neon://, run: ${alterRole} ${name} = ${wanted}.`
    })
}
