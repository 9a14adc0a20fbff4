import { success } from '../outcome.ts'
import { readRefreshToken } from '../platform/auth/refresh-token.ts'
import type { Database } from '../platform/db/database.ts'

/** Ends the session of a refresh token. Succeeds for an ended session or an invalid token as well. */
export async function signOut(database: Database, refreshToken: string) {
  const presented = await readRefreshToken(refreshToken)
  if (presented !== null) await database.call('end_session', { sessionId: presented.sessionId })
  return success(undefined)
}
