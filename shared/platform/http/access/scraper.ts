import { constantTimeEqual } from '../../auth/constant-time-equal.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/** A metrics scraper, which sends `METRICS_TOKEN`. Only in development may it be unset: the metrics are then public. */
export const scraper: Admission<null> = {
  name: 'scraper',
  async admit(request, { metricsToken, debug }) {
    if (metricsToken === undefined) {
      return debug
        ? { caller: null }
        : unauthenticated('This shop has no METRICS_TOKEN. Set it, and send it as a bearer.')
    }
    const token = bearerToken(request)
    if (token !== undefined && (await constantTimeEqual(token, metricsToken))) return { caller: null }
    return unauthenticated('Send Authorization: Bearer with the METRICS_TOKEN of this shop.')
  },
}
