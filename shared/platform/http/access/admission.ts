import type { Caller } from '../../auth/access-token.ts'
import type { Configuration } from '../../configuration/configuration.ts'
import type { ProblemCode } from '../problem-codes.ts'

export interface Denial {
  code: ProblemCode
  detail: string
  headers: Record<string, string>
}

/** Who may call, and how that is known. A function contains the checks that it imports, and no other. */
export interface Admission<Of extends Caller | null = Caller | null> {
  name: 'anyone' | 'customer' | 'staff' | 'admin' | 'cron' | 'scraper'
  admit(request: Request, configuration: Configuration): Promise<{ caller: Of } | Denial>
}

/** Anybody, or who an admission lets in. */
export type Access = 'public' | Admission

/** Who calls, where that is known. */
export type CallerOf<Of extends Access> = Of extends Admission<infer Known> ? Known : null

export const bearerToken = (request: Request): string | undefined =>
  /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]

export function unauthenticated(detail: string): Denial {
  return { code: 'unauthenticated', detail, headers: { 'www-authenticate': 'Bearer' } }
}
