import { type Caller, readAccessToken } from '../../auth/access-token.ts'
import type { Role } from '../../auth/role.ts'
import { type Admission, bearerToken, unauthenticated } from './admission.ts'

function signedIn(name: Role, roles: readonly Role[]): Admission<Caller> {
  return {
    name,
    async admit(request, configuration) {
      const token = bearerToken(request)
      const caller = token === undefined ? null : await readAccessToken(configuration, token)
      if (caller === null) return unauthenticated('Sign in, and send Authorization: Bearer with a good access token.')
      if (roles.includes(caller.role)) return { caller }
      return { code: 'forbidden', detail: `This is for the role ${name}.`, headers: {} }
    },
  }
}

/** Whoever is signed in, whatever their role. */
export const customer = signedIn('customer', ['customer', 'staff', 'admin'])

/** Who works in the shop. */
export const staff = signedIn('staff', ['staff', 'admin'])

/** Who decides who works in the shop. */
export const admin = signedIn('admin', ['admin'])
