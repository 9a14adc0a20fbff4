import type { Configuration } from '../configuration/configuration.ts'
import type { Access } from './definition.ts'
import type { ProblemCode } from './problem.ts'

interface Denial {
  code: ProblemCode
  detail: string
  headers: Record<string, string>
}

/** Null when the caller may go on. */
export async function denyAccess(
  access: Access,
  request: Request,
  configuration: Configuration,
): Promise<Denial | null> {
  if (access === 'public') return null
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  const secret = configuration.cronSecret
  if (token !== undefined && secret !== undefined && (await sameText(token, secret))) return null
  return {
    code: 'unauthenticated',
    detail: 'Send Authorization: Bearer with the CRON_SECRET that this shop was started with.',
    headers: { 'www-authenticate': 'Bearer' },
  }
}

/** Compares digests, so that the time taken says nothing about where two texts differ. */
async function sameText(left: string, right: string): Promise<boolean> {
  const digest = async (text: string) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const [a, b] = [await digest(left), await digest(right)]
  return a.reduce((difference, byte, index) => difference | (byte ^ (b[index] ?? 0)), 0) === 0
}
