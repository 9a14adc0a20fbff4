import { checkInvariants } from '../../shared/operations/check-invariants.ts'
import { pendingMigrations } from '../../shared/platform/db/migrate.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import { describeReport } from '../invariants/print.ts'
import { readInvariantFiles, readSqlFiles } from '../sql-files.ts'

/** Describes a restored database, and returns whether it is valid. */
export async function verifyShop(url: string): Promise<{ lines: string[]; valid: boolean }> {
  const database = openPg(url, 2)
  try {
    const pending = await pendingMigrations(database, await readSqlFiles())
    if (pending.length > 0) {
      const lines = [`The backup is of an older version: it lacks ${pending.join(', ')}.`]
      lines.push('Run DATABASE_URL=… npm run migrate, then DATABASE_URL=… npm run invariants')
      return { lines, valid: false }
    }
    const text = `select count(*)::int as orders, max(created_at) as newest,
      (select count(*)::int from products) as products, (select count(*)::int from payments) as payments from orders`
    const [row] = await database.query({ name: 'restored', text }, [])
    const newest = row?.newest instanceof Date ? row.newest.toISOString() : 'none'
    const report = await checkInvariants(database, await readInvariantFiles())
    const counted = `${row?.products} products, ${row?.orders} orders, ${row?.payments} payments; the newest order: ${newest}`
    return { lines: [counted, describeReport(report).trimEnd()], valid: report.holds }
  } finally {
    await database.close()
  }
}
