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

/** Compares digests, so that the time taken says nothing about where two texts differ. */
async function sameText(left: string, right: string): Promise<boolean> {
  const digest = async (text: string) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const [a, b] = [await digest(left), await digest(right)]
  return a.reduce((difference, byte, index) => difference | (byte ^ (b[index] ?? 0)), 0) === 0
}
