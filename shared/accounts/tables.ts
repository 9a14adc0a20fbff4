import { bigint, date, foreignKey, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Address } from '../delivery/address.ts'
import { instant, now } from '../platform/db/instant-column.ts'

export const customers = pgTable(
  'customers',
  {
    id: text('id').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['customer', 'staff', 'admin'] })
      .notNull()
      .default('customer'),
    birthDate: date('birth_date'),
    addresses: jsonb('addresses').$type<Address[]>().notNull().default([]),
    emailVerifiedAt: instant('email_verified_at'),
    totpSecret: text('totp_secret'),
    totpConfirmedAt: instant('totp_confirmed_at'),
    totpLastStep: bigint('totp_last_step', { mode: 'number' }).notNull().default(0),
    recoveryCodeHashes: text('recovery_code_hashes').array().notNull().default([]),
    createdAt: instant('created_at').notNull().default(now),
    updatedAt: instant('updated_at').notNull().default(now),
  },
  (table) => [primaryKey({ name: 'customers_pkey', columns: [table.id] })],
)

export const sessions = pgTable(
  'sessions',
  {
    id: text('id').notNull(),
    customerId: text('customer_id').notNull(),
    tokenHash: text('token_hash').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    createdAt: instant('created_at').notNull().default(now),
    device: text('device'),
    lastUsedAt: instant('last_used_at').notNull().default(now),
    previousTokenHash: text('previous_token_hash'),
    rotatedAt: instant('rotated_at'),
  },
  (table) => [
    primaryKey({ name: 'sessions_pkey', columns: [table.id] }),
    foreignKey({
      name: 'sessions_customer_fkey',
      columns: [table.customerId],
      foreignColumns: [customers.id],
    }).onDelete('cascade'),
  ],
)

export const accountLinks = pgTable(
  'account_links',
  {
    tokenHash: text('token_hash').notNull(),
    customerId: text('customer_id').notNull(),
    purpose: text('purpose', { enum: ['password_reset', 'email_verification'] }).notNull(),
    email: text('email').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().default(now),
  },
  (table) => [
    primaryKey({ name: 'account_links_pkey', columns: [table.tokenHash] }),
    foreignKey({
      name: 'account_links_customer_fkey',
      columns: [table.customerId],
      foreignColumns: [customers.id],
    }).onDelete('cascade'),
  ],
)
