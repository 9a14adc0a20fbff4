import { ChangeEmailBody } from '../../shared/accounts/account-requests.ts'
import { changeEmail, changeEmailRefusals } from '../../shared/accounts/confirm-email.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'change-email',
  method: 'PUT',
  route: '/me/email',
  area: 'Accounts',
  summary: 'Change your e-mail address. It counts once the mailed link was opened',
  access: customer,
  body: ChangeEmailBody,
  rateLimits: rateLimits(
    { name: 'account-mail', by: 'ip', burst: 10, secondsEach: 60 },
    { name: 'account-mail', by: 'account', burst: 3, secondsEach: 600 },
  ),
  answer: { status: 202, description: 'A link is mailed to the new address, and a notice to the old one.' },
  refusals: changeEmailRefusals,
  handle: ({ configuration, requestId, caller, body }) =>
    changeEmail(requestDatabase({ configuration, requestId }), caller, body),
})
