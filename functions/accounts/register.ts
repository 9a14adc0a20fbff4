import { Account } from '../../shared/accounts/account.ts'
import { RegisterBody } from '../../shared/accounts/account-requests.ts'
import { register, registerRefusals } from '../../shared/accounts/register.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'register',
  method: 'POST',
  route: '/auth/register',
  area: 'Accounts',
  summary: 'Create an account',
  access: 'public',
  body: RegisterBody,
  rateLimits: rateLimits(
    { name: 'register', by: 'ip', burst: 20, secondsEach: 10 },
    { name: 'register', by: 'account', burst: 5, secondsEach: 60 },
  ),
  answer: { status: 201, body: Account, description: 'The account. Sign in next.' },
  refusals: registerRefusals,
  handle: ({ configuration, requestId, body }) => register(requestDatabase({ configuration, requestId }), body),
})
