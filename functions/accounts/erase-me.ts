import { database } from '#database'
import { EraseAccountBody } from '../../shared/accounts/account-requests.ts'
import { eraseAccount, eraseAccountRefusals } from '../../shared/accounts/erase-account.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'erase-me',
  method: 'DELETE',
  route: '/me',
  area: 'Accounts',
  summary: 'Erase your account for good; the password is asked for again',
  access: customer,
  body: EraseAccountBody,
  // Whoever holds a token could try passwords here that the login stops: the same allowance.
  rateLimits: rateLimits({ name: 'erase-me', by: 'account', burst: 10, secondsEach: 60 }),
  answer: {
    status: 204,
    description: 'The account is gone. Of your orders the sums and lines are kept for the books.',
  },
  refusals: eraseAccountRefusals,
  handle: ({ configuration, caller, body }) => eraseAccount(database(configuration), caller, body.password),
})
