import { sameText } from '../../auth/same-text.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/** Whoever collects metrics: anybody, or, where `METRICS_TOKEN` is set, who knows it. */
export const scraper: Admission<null> = {
  name: 'scraper',
  async admit(request, { metricsToken }) {
    if (metricsToken === undefined) return { caller: null }
    const token = bearerToken(request)
    if (token !== undefined && (await sameText(token, metricsToken))) return { caller: null }
    return unauthenticated('Send Authorization: Bearer with the METRICS_TOKEN that this shop was started with.')
  },
}
