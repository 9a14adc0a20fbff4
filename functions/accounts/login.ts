import { database } from '#database'
import { Tokens } from '../../shared/accounts/account.ts'
import { LoginBody } from '../../shared/accounts/account-requests.ts'
import { signIn, signInRefusals } from '../../shared/accounts/sign-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'login',
  method: 'POST',
  route: '/auth/login',
  area: 'Accounts',
  summary: 'Sign in',
  access: 'public',
  body: LoginBody,
  rateLimits: rateLimits(
    { name: 'login', by: 'ip', burst: 30, secondsEach: 2 },
    // Only failures count: a correct password on many devices is no attack.
    { name: 'login', by: 'account', burst: 10, secondsEach: 60, failuresOnly: true },
  ),
  answer: { status: 200, body: Tokens, description: 'Tokens of a new session.' },
  refusals: signInRefusals,
  handle: ({ configuration, request, body }) =>
    signIn(database(configuration), configuration, body, request.headers.get('user-agent')),
})
