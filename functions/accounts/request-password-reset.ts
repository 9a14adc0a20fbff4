import { RequestPasswordResetBody } from '../../shared/accounts/account-requests.ts'
import { requestPasswordReset } from '../../shared/accounts/reset-password.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'request-password-reset',
  method: 'POST',
  route: '/auth/password-reset',
  area: 'Accounts',
  summary: 'Have a link to set a new password mailed to an address, if it has an account',
  access: 'public',
  body: RequestPasswordResetBody,
  rateLimits: rateLimits(
    { name: 'account-mail', by: 'ip', burst: 10, secondsEach: 60 },
    { name: 'account-mail', by: 'account', burst: 3, secondsEach: 600 },
  ),
  answer: {
    status: 202,
    description: 'The same answer whether the address has an account or not. The link works once, for 30 minutes.',
  },
  handle: ({ configuration, requestId, body }) =>
    requestPasswordReset(requestDatabase({ configuration, requestId }), body.email),
})
