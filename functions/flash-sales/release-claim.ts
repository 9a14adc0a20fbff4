import { database } from '#database'
import { keyValueStore } from '#key-value-store'
import { ClaimPath } from '../../shared/flash-sales/flash-sale.ts'
import { releaseClaim, releaseRefusals } from '../../shared/flash-sales/release-claim.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'release-claim',
  method: 'DELETE',
  route: '/flash-sales/{saleId}/claims/{claimId}',
  area: 'Flash sales',
  summary: 'Release a claim',
  access: customer,
  path: ClaimPath,
  answer: { status: 204, description: 'The units can be claimed again. The answer is the same for an expired claim.' },
  refusals: releaseRefusals,
  handle: ({ configuration, caller, path }) =>
    releaseClaim(database(configuration), keyValueStore(configuration), { ...path, customerId: caller.customerId }),
})
