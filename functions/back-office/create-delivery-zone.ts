import { createZone, createZoneRefusals } from '../../shared/delivery/change-zone.ts'
import { ZoneRecord } from '../../shared/delivery/zone.ts'
import { CreateZoneBody } from '../../shared/delivery/zone-requests.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-delivery-zone',
  method: 'POST',
  route: '/admin/delivery-zones',
  area: 'Back office',
  summary: 'Create a delivery zone',
  access: staff,
  body: CreateZoneBody,
  answer: { status: 201, body: ZoneRecord, description: 'The zone. `ETag` contains its version.' },
  refusals: createZoneRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createZone(requestDatabase({ configuration, requestId }), { ...caller, requestId }, body),
})
