import { database } from '#database'
import { Account } from '../../shared/accounts/account.ts'
import { ownAccountRefusals, readAccount } from '../../shared/accounts/own-account.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-me',
  method: 'GET',
  route: '/me',
  area: 'Accounts',
  summary: 'Read your account',
  access: customer,
  answer: { status: 200, body: Account, description: 'The account.' },
  refusals: ownAccountRefusals,
  handle: ({ configuration, caller }) => readAccount(database(configuration), caller),
})
