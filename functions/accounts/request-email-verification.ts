import { requestVerification, requestVerificationRefusals } from '../../shared/accounts/confirm-email.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'request-email-verification',
  method: 'POST',
  route: '/me/email-verification',
  area: 'Accounts',
  summary: 'Have the link that confirms your address mailed again',
  access: customer,
  rateLimits: rateLimits({ name: 'account-mail', by: 'account', burst: 3, secondsEach: 600 }),
  answer: { status: 202, description: 'The mail is on its way, unless the address is confirmed.' },
  refusals: requestVerificationRefusals,
  handle: ({ configuration, requestId, caller }) =>
    requestVerification(requestDatabase({ configuration, requestId }), caller),
})
