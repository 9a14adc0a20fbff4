import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant } from '../platform/db/instant-column.ts'

export const runnerLeases = pgTable(
  'runner_leases',
  {
    name: text('name').notNull(),
    holder: text('holder').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [primaryKey({ name: 'runner_leases_pkey', columns: [table.name] })],
)
