import { database } from '#database'
import { listSessions, SessionList } from '../../shared/accounts/own-sessions.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-sessions',
  method: 'GET',
  route: '/me/sessions',
  area: 'Accounts',
  summary: 'List the devices on which you are signed in',
  access: customer,
  answer: { status: 200, body: SessionList, description: 'Your open sessions, the last used first.' },
  handle: ({ configuration, caller }) => listSessions(database(configuration), caller),
})
