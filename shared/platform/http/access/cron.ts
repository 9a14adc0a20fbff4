import { constantTimeEqual } from '../../auth/constant-time-equal.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/** A scheduler that sends `CRON_SECRET`. */
export const cron: Admission<null> = {
  name: 'cron',
  async admit(request, { cronSecret }) {
    const token = bearerToken(request)
    if (token !== undefined && cronSecret !== undefined && (await constantTimeEqual(token, cronSecret)))
      return { caller: null }
    return unauthenticated('Send Authorization: Bearer with the CRON_SECRET of this shop.')
  },
}
