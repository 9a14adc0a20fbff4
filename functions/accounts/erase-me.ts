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
  summary: 'Erase your account permanently, with the password as confirmation',
  access: customer,
  body: EraseAccountBody,
  // The same limit as for login: the holder of a token must not be able to guess the password here.
  rateLimits: rateLimits({ name: 'erase-me', by: 'account', burst: 10, secondsEach: 60 }),
  answer: {
    status: 204,
    description: 'The account is erased. Sums and lines of your orders are kept for accounting.',
  },
  refusals: eraseAccountRefusals,
  handle: ({ configuration, caller, body }) => eraseAccount(database(configuration), caller, body.password),
})
