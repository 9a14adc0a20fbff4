import { neon } from '@neondatabase/serverless'
import * as z from 'zod'
import type { Database } from '../database.ts'

const Rows = z.array(z.record(z.string(), z.unknown()))
const Arrays = z.array(z.array(z.unknown()))

/** Neon over HTTP: each statement is one request, so there is no transaction but the statement. */
export function openNeon(url: string): Database {
  const sql = neon(url)
  return {
    async call(routine, argument) {
      const [row] = Rows.parse(await sql.query(`select ${routine}($1::jsonb) as result`, [JSON.stringify(argument)]))
      return row?.result
    },
    async query({ text }, values) {
      return Rows.parse(await sql.query(text, [...values]))
    },
    async select({ text }, values) {
      return Arrays.parse(await sql.query(text, [...values], { arrayMode: true }))
    },
    close: () => Promise.resolve(),
  }
}
