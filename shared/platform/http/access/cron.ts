import { sameText } from '../../auth/same-text.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

/** A scheduler that knows `CRON_SECRET`. */
export const cron: Admission<null> = {
  name: 'cron',
  async admit(request, { cronSecret }) {
    const token = bearerToken(request)
    if (token !== undefined && cronSecret !== undefined && (await sameText(token, cronSecret))) return { caller: null }
    return unauthenticated('Send Authorization: Bearer with the CRON_SECRET that this shop was started with.')
  },
}
