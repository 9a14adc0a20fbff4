import { database } from '#database'
import { Account } from '../../shared/accounts/account.ts'
import { UpdateAccountBody } from '../../shared/accounts/account-requests.ts'
import { ownAccountRefusals, updateAccount } from '../../shared/accounts/own-account.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-me',
  method: 'PATCH',
  route: '/me',
  area: 'Accounts',
  summary: 'Change your name, birth date or addresses',
  access: customer,
  body: UpdateAccountBody,
  answer: { status: 200, body: Account, description: 'The updated account.' },
  refusals: ownAccountRefusals,
  handle: ({ configuration, caller, body }) => updateAccount(database(configuration), caller, body),
})
