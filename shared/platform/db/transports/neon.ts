import { neon, neonConfig } from '@neondatabase/serverless'
import * as z from 'zod'
import { callStatement } from '../call-statement.ts'
import type { Database } from '../database.ts'
import { reached } from '../unavailable.ts'

const Rows = z.array(z.record(z.string(), z.unknown()))
const Arrays = z.array(z.array(z.unknown()))

/** Hosts that speak Neon's protocol over plain HTTP: a local endpoint in front of any Postgres. */
const plainHosts = new Set<string>()
const neonEndpoint = neonConfig.fetchEndpoint
neonConfig.fetchEndpoint = (host, port, options) => {
  if (plainHosts.has(`${host}:${port}`)) return `http://${host}:${port}/sql`
  return typeof neonEndpoint === 'string' ? neonEndpoint : neonEndpoint(host, port, options)
}

/**
 * Neon over HTTP: each statement is one request, so there is no transaction but the statement.
 * @param url `neon://user:password@host/database`, or `neon+http://…:port/…` for a local endpoint of its protocol
 */
export function openNeon(url: string): Database {
  if (url.startsWith('neon+http:')) plainHosts.add(new URL(url).host)
  const sql = neon(url.replace(/^neon(\+http)?:/, 'postgres:'))
  return {
    sharesCalls: false,
    async call(routine, argument, requestId) {
      const { text, values } = callStatement(routine, argument, requestId)
      const [row] = Rows.parse(await reached(sql.query(text, values)))
      return row?.result
    },
    async query({ text }, values) {
      return Rows.parse(await reached(sql.query(text, [...values])))
    },
    async select({ text }, values) {
      return Arrays.parse(await reached(sql.query(text, [...values], { arrayMode: true })))
    },
    close: () => Promise.resolve(),
  }
}
