import { database } from '#database'
import { RemoveTotpBody, removeTotp, removeTotpRefusals } from '../../shared/accounts/own-totp.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'remove-totp',
  method: 'DELETE',
  route: '/me/totp',
  area: 'Accounts',
  summary: 'Turn the second factor off',
  access: customer,
  body: RemoveTotpBody,
  rateLimits: rateLimits({ name: 'totp', by: 'account', burst: 10, secondsEach: 60, failuresOnly: true }),
  answer: { status: 204, description: 'Signing in requires the password only.' },
  refusals: removeTotpRefusals,
  handle: ({ configuration, caller, body }) => removeTotp(database(configuration), configuration, caller, body),
})
