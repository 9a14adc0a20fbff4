import type { Caller } from '../../auth/access-token.ts'
import { readAccessToken } from '../../auth/access-token.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/**
 * Anybody, and who they are where they send a token. A token that is bad, or no longer good, is refused and never taken
 * for a guest's silence: a shopper whose token has lapsed would else lose sight of their cart instead of refreshing.
 */
export const anyone: Admission<Caller | null> = {
  name: 'anyone',
  async admit(request, configuration) {
    if (!request.headers.has('authorization')) return { caller: null }
    const token = bearerToken(request)
    const caller = token === undefined ? null : await readAccessToken(configuration, token)
    if (caller !== null) return { caller }
    return unauthenticated(
      'This access token is not, or no longer, good. Refresh it, or send none to go on as a guest.',
    )
  },
}
