import { database } from '#database'
import { ConfirmTotpBody, confirmTotp, confirmTotpRefusals, RecoveryCodes } from '../../shared/accounts/own-totp.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'confirm-totp',
  method: 'POST',
  route: '/me/totp/confirm',
  area: 'Accounts',
  summary: 'Turn the second factor on with a first code',
  access: customer,
  body: ConfirmTotpBody,
  rateLimits: rateLimits({ name: 'totp', by: 'account', burst: 10, secondsEach: 60, failuresOnly: true }),
  answer: {
    status: 200,
    body: RecoveryCodes,
    description: 'The recovery codes. From now on signing in requires a code.',
  },
  refusals: confirmTotpRefusals,
  handle: ({ configuration, caller, body }) => confirmTotp(database(configuration), configuration, caller, body.code),
})
