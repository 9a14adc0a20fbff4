import { ACCESS_TOKEN_SECONDS, type Caller, signAccessToken } from '../platform/auth/access-token.ts'
import type { RefreshToken } from '../platform/auth/refresh-token.ts'
import type { Configuration } from '../platform/configuration/configuration.ts'
import type { Tokens } from './account.ts'

/** A session without a refresh for 30 days ends. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60

export async function issueTokens(configuration: Configuration, caller: Caller, token: RefreshToken): Promise<Tokens> {
  return {
    accessToken: await signAccessToken(configuration, { ...caller, sessionId: token.sessionId }),
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: token.text,
  }
}
