import { type Caller, readAccessToken } from '../../auth/access-token.ts'
import type { Role } from '../../auth/role.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

function signedIn(name: Role, roles: readonly Role[]): Admission<Caller> {
  return {
    name,
    async admit(request, configuration) {
      const token = bearerToken(request)
      const caller = token === undefined ? null : await readAccessToken(configuration, token)
      if (caller === null) return unauthenticated('Sign in, and send Authorization: Bearer with a valid access token.')
      if (roles.includes(caller.role)) return { caller }
      return { code: 'forbidden', detail: `This operation requires the role ${name}.`, headers: {} }
    },
  }
}

/** Any signed-in account. */
export const customer = signedIn('customer', ['customer', 'staff', 'admin'])

/** Employees of the shop. */
export const staff = signedIn('staff', ['staff', 'admin'])

/** Admins, who assign roles. */
export const admin = signedIn('admin', ['admin'])
