import type { Configuration } from '../configuration/configuration.ts'
import { ACCESS_TOKEN_SECONDS, type Caller, signAccessToken } from '../identity/access-token.ts'
import type { RefreshToken } from '../identity/refresh-token.ts'
import type { Tokens } from './account.ts'

export async function tokensOf(configuration: Configuration, caller: Caller, token: RefreshToken): Promise<Tokens> {
  return {
    accessToken: await signAccessToken(configuration, caller),
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: token.text,
  }
}
