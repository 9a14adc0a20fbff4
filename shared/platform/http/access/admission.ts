import type { Caller } from '../../auth/access-token.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import type { ProblemCode } from '../problem-codes.ts'

export interface Denial {
  code: ProblemCode
  detail: string
  headers: Record<string, string>
}

/** An access rule. Each is a module of its own, so that a function bundles only the rule that it uses. */
export interface Admission<Of extends Caller | null = Caller | null> {
  name: 'anyone' | 'customer' | 'staff' | 'admin' | 'cron' | 'scraper'
  admit(request: Request, configuration: Configuration): Promise<{ caller: Of } | Denial>
}

/** Everybody, or the callers that an admission accepts. */
export type Access = 'public' | Admission

/** The caller that the access rule identifies, else null. */
export type CallerOf<Of extends Access> = Of extends Admission<infer Known> ? Known : null

export const bearerToken = (request: Request): string | undefined =>
  /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]

export function unauthenticated(detail: string): Denial {
  return { code: 'unauthenticated', detail, headers: { 'www-authenticate': 'Bearer' } }
}
