import { database } from '#database'
import { endSession, endSessionRefusals, SessionPath } from '../../shared/accounts/own-sessions.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'end-session',
  method: 'DELETE',
  route: '/me/sessions/{sessionId}',
  area: 'Accounts',
  summary: 'Sign out on one device',
  access: customer,
  path: SessionPath,
  answer: { status: 204, description: 'The session has ended.' },
  refusals: endSessionRefusals,
  handle: ({ configuration, caller, path }) => endSession(database(configuration), caller, path.sessionId),
})
