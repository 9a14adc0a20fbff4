import { database } from '#database'
import { keyValueStore } from '#key-value-store'
import { claimRefusals, claimUnits } from '../../shared/flash-sales/claim-units.ts'
import { ClaimBody, FlashSaleClaim, FlashSalePath } from '../../shared/flash-sales/flash-sale.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { rateLimits } from '../../shared/platform/http/rate-limit.ts'

export default endpoint({
  operation: 'create-claim',
  method: 'POST',
  route: '/flash-sales/{saleId}/claims',
  area: 'Flash sales',
  summary: 'Claim units of a flash sale',
  access: customer,
  path: FlashSalePath,
  body: ClaimBody,
  rateLimits: rateLimits(
    { name: 'claims', by: 'ip', burst: 300, secondsEach: 0.02 },
    { name: 'claims', by: 'account', burst: 20, secondsEach: 0.5 },
  ),
  answer: { status: 201, body: FlashSaleClaim, description: 'The claim. It holds its units until `expiresAt`.' },
  refusals: claimRefusals,
  handle: ({ configuration, caller, path, body, defer }) =>
    claimUnits(
      {
        database: database(configuration),
        kv: keyValueStore(configuration),
        claimSeconds: configuration.flashSaleClaimSeconds,
        defer,
      },
      { saleId: path.saleId, customerId: caller.customerId, quantity: body.quantity },
    ),
})
