import { constantTimeEqual } from '../../auth/constant-time-equal.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/** A metrics scraper. It must send `METRICS_TOKEN` when that is set. */
export const scraper: Admission<null> = {
  name: 'scraper',
  async admit(request, { metricsToken }) {
    if (metricsToken === undefined) return { caller: null }
    const token = bearerToken(request)
    if (token !== undefined && (await constantTimeEqual(token, metricsToken))) return { caller: null }
    return unauthenticated('Send Authorization: Bearer with the METRICS_TOKEN of this shop.')
  },
}
