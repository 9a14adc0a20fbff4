import type { Caller } from '../../auth/access-token.ts'
import { readAccessToken } from '../../auth/access-token.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/**
 * Accepts guests, and identifies callers that send a token. An invalid or expired token is refused: as a guest the shopper
 * would not see their cart, and the storefront would not refresh the token.
 */
export const anyone: Admission<Caller | null> = {
  name: 'anyone',
  async admit(request, configuration) {
    if (!request.headers.has('authorization')) return { caller: null }
    const token = bearerToken(request)
    const caller = token === undefined ? null : await readAccessToken(configuration, token)
    if (caller !== null) return { caller }
    return unauthenticated(
      'The access token is invalid or expired. Refresh it, or send no token to continue as a guest.',
    )
  },
}
