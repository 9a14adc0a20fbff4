import { database } from '#database'
import { RefreshBody } from '../../shared/accounts/account-requests.ts'
import { signOut } from '../../shared/accounts/sign-out.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'logout',
  method: 'POST',
  route: '/auth/logout',
  area: 'Accounts',
  summary: 'Sign out on one device',
  access: 'public',
  body: RefreshBody,
  answer: { status: 204, description: 'The session has ended. Its last access token is valid until it expires.' },
  handle: ({ configuration, body }) => signOut(database(configuration), body.refreshToken),
})
