import * as z from 'zod'
import { type Outcome, type Success, success } from '../outcome.ts'
import type { Caller } from '../platform/auth/access-token.ts'
import { callRoutine, type Database, tryRoutine } from '../platform/db/database.ts'
import { Timestamp } from '../values.ts'

const StoredSession = z.object({
  id: z.string(),
  device: z.string().nullable().meta({ description: 'The User-Agent of the sign-in.' }),
  signedInAt: Timestamp,
  lastUsedAt: Timestamp.meta({ description: 'When its tokens were last refreshed.' }),
})
const Session = StoredSession.extend({
  current: z.boolean().meta({ description: 'Whether this request belongs to the session.' }),
})

export const SessionList = z.object({ items: z.array(Session) }).meta({ id: 'SessionList' })
export const SessionPath = z.object({ sessionId: z.string().max(100) })

/** The caller's open sessions, the last used first. */
export async function listSessions(
  database: Database,
  { customerId, sessionId }: Caller,
): Promise<Success<z.output<typeof SessionList>>> {
  const stored = z.object({ items: z.array(StoredSession) })
  const { items } = await callRoutine(database, 'sessions_view', { customerId }, stored)
  return success({ items: items.map((session) => ({ ...session, current: session.id === sessionId })) })
}

export const endSessionRefusals = ['session_not_found'] as const

/** Ends one of the caller's sessions. An access token of it stays valid until it expires, at most 15 minutes. */
export async function endSession(
  database: Database,
  { customerId }: Caller,
  sessionId: string,
): Promise<Outcome<undefined, (typeof endSessionRefusals)[number]>> {
  const request = { customerId, sessionId }
  const ended = await tryRoutine(database, 'end_own_session', request, z.unknown(), endSessionRefusals)
  return ended.ok ? success(undefined) : ended
}
