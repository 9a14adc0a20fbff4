import { database } from '#database'
import { Tokens } from '../../shared/accounts/account.ts'
import { RefreshBody } from '../../shared/accounts/account-requests.ts'
import { refresh, refreshRefusals } from '../../shared/accounts/refresh.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'refresh',
  method: 'POST',
  route: '/auth/refresh',
  area: 'Accounts',
  summary: 'Get new tokens for a refresh token. Each works once; an old one ends the session',
  access: 'public',
  body: RefreshBody,
  answer: { status: 200, body: Tokens, description: 'The next tokens of the session.' },
  refusals: refreshRefusals,
  handle: ({ configuration, body }) => refresh(database(configuration), configuration, body.refreshToken),
})
