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
  summary: 'Give a claim’s units back',
  access: customer,
  path: ClaimPath,
  answer: { status: 204, description: 'The units are on sale again. A claim that had lapsed answers the same.' },
  refusals: releaseRefusals,
  handle: ({ configuration, caller, path }) =>
    releaseClaim(database(configuration), keyValueStore(configuration), { ...path, customerId: caller.customerId }),
})
