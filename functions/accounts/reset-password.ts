import { ResetPasswordBody } from '../../shared/accounts/account-requests.ts'
import { resetPassword, resetPasswordRefusals } from '../../shared/accounts/reset-password.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'reset-password',
  method: 'POST',
  route: '/auth/password-reset/confirm',
  area: 'Accounts',
  summary: 'Set a new password by a mailed link. Ends all sessions',
  access: 'public',
  body: ResetPasswordBody,
  rateLimits: rateLimits({ name: 'link', by: 'ip', burst: 30, secondsEach: 2 }),
  answer: { status: 204, description: 'The password is set. Sign in next.' },
  refusals: resetPasswordRefusals,
  handle: ({ configuration, requestId, body }) => resetPassword(requestDatabase({ configuration, requestId }), body),
})
