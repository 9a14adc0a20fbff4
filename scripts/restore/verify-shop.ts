import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import type { Database } from '../../shared/platform/db/database.ts'
import { pendingMigrations, type SqlFiles } from '../../shared/platform/db/migrate.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import { describeReport } from '../invariants/print.ts'
import { readInvariantFiles, readSqlFiles } from '../sql-files.ts'
import { compareSchema } from './compare-schema.ts'

interface Verdict {
  lines: string[]
  valid: boolean
}

const SHOWN_LINES = 10

/** Describes a restored database, and returns whether it is valid. */
export async function verifyShop(url: string): Promise<Verdict> {
  const database = openPg(url, 2)
  try {
    const files = await readSqlFiles()
    const pending = await pendingMigrations(database, files)
    if (pending.length === files.migrations.length) {
      return invalid('The backup has no shop: no migration is recorded in it. Was it made with --schema-only?')
    }
    const unknown = await unknownMigrations(database, files)
    if (unknown.length > 0) {
      return invalid(`The backup is of a newer version, with ${unknown.join(', ')}. Verify it with that version.`)
    }
    // The routines of an older version are different, so only tables and what belongs to them is compared.
    const migrations = files.migrations.filter(({ name }) => !pending.includes(name))
    const routines = pending.length > 0 ? [] : files.routines
    const { differences, otherRoutines } = await compareSchema(database, { migrations, routines })
    if (differences.length > 0) return invalid('The backup is not complete. Use another one.', ...shorten(differences))
    const lacking = [...pending, ...otherRoutines]
    if (lacking.length > 0) {
      return invalid(
        `The backup is of an older version. It lacks:`,
        ...shorten(lacking),
        'Run DATABASE_URL=… npm run migrate, then DATABASE_URL=… npm run invariants',
      )
    }
    return await checkContents(database)
  } finally {
    await database.close()
  }
}

const invalid = (...lines: string[]): Verdict => ({ lines, valid: false })

async function unknownMigrations(database: Database, { migrations }: SqlFiles): Promise<string[]> {
  const text = "select name from larder_migrations where name ~ '^[0-9]{4}_' order by name"
  const rows = await database.query({ name: 'applied_migrations_by_name', text }, [])
  const known = new Set(migrations.map(({ name }) => name))
  return rows.map(({ name }) => String(name)).filter((name) => !known.has(name))
}

function shorten(lines: readonly string[]): string[] {
  const more = lines.length - SHOWN_LINES
  return [...lines.slice(0, SHOWN_LINES).map((line) => `  ${line}`), ...(more > 0 ? [`  and ${more} more`] : [])]
}

async function checkContents(database: Database): Promise<Verdict> {
  const text = `select count(*)::int as orders, max(created_at) as newest,
    (select count(*)::int from products) as products, (select count(*)::int from customers) as customers,
    (select count(*)::int from payments) as payments from orders`
  const [row] = await database.query({ name: 'restored', text }, [])
  const newest = row?.newest instanceof Date ? row.newest.toISOString() : 'none'
  const counted = `${row?.products} products, ${row?.orders} orders, ${row?.payments} payments; the newest order: ${newest}`
  if (row?.products === 0 && row.orders === 0 && row.customers === 0) {
    return invalid(counted, 'The backup has the tables of a shop, and no data.')
  }
  const report = await checkInvariants(database, await readInvariantFiles())
  return { lines: [counted, describeReport(report).trimEnd()], valid: report.holds }
}
