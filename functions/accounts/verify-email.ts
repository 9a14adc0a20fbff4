import { VerifyEmailBody } from '../../shared/accounts/account-requests.ts'
import { verifyEmail, verifyEmailRefusals } from '../../shared/accounts/confirm-email.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'verify-email',
  method: 'POST',
  route: '/auth/email-verification',
  area: 'Accounts',
  summary: 'Confirm an address by a mailed link. Guest orders with it then belong to the account',
  access: 'public',
  body: VerifyEmailBody,
  rateLimits: rateLimits({ name: 'link', by: 'ip', burst: 30, secondsEach: 2 }),
  answer: { status: 204, description: 'The address is confirmed.' },
  refusals: verifyEmailRefusals,
  handle: ({ configuration, requestId, body }) =>
    verifyEmail(requestDatabase({ configuration, requestId }), body.token),
})
