import { ChangePasswordBody } from '../../shared/accounts/account-requests.ts'
import { changePassword, changePasswordRefusals } from '../../shared/accounts/change-password.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'change-password',
  method: 'PUT',
  route: '/me/password',
  area: 'Accounts',
  summary: 'Change your password. Ends your other sessions',
  access: customer,
  body: ChangePasswordBody,
  rateLimits: rateLimits({ name: 'password', by: 'account', burst: 10, secondsEach: 60, failuresOnly: true }),
  answer: { status: 204, description: 'The password is changed.' },
  refusals: changePasswordRefusals,
  handle: ({ configuration, requestId, caller, body }) =>
    changePassword(requestDatabase({ configuration, requestId }), caller, body),
})
