import { LookUpOrderBody, requestOrderLink } from '../../shared/orders/request-order-link.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'look-up-order',
  method: 'POST',
  route: '/orders/lookup',
  area: 'Orders',
  summary: 'Have the link to an order mailed to the address that it was placed with',
  access: 'public',
  body: LookUpOrderBody,
  rateLimits: rateLimits(
    { name: 'account-mail', by: 'ip', burst: 10, secondsEach: 60 },
    { name: 'account-mail', by: 'account', burst: 3, secondsEach: 600 },
  ),
  answer: { status: 202, description: 'The same answer whether there is such an order or not.' },
  handle: ({ configuration, requestId, body }) => requestOrderLink(requestDatabase({ configuration, requestId }), body),
})
