import { database } from '#database'
import { NewTotp, setUpTotp, setUpTotpRefusals } from '../../shared/accounts/own-totp.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'set-up-totp',
  method: 'POST',
  route: '/me/totp',
  area: 'Accounts',
  summary: 'Begin to set up a second factor: codes of an authenticator app (RFC 6238)',
  access: customer,
  answer: { status: 201, body: NewTotp, description: 'The secret. Confirm it with a first code.' },
  refusals: setUpTotpRefusals,
  handle: ({ configuration, caller }) => setUpTotp(database(configuration), configuration, caller),
})
