import { updateZone, updateZoneRefusals } from '../../shared/delivery/change-zone.ts'
import { ZoneRecord } from '../../shared/delivery/zone.ts'
import { UpdateZoneBody, ZonePath } from '../../shared/delivery/zone-requests.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-delivery-zone',
  method: 'PATCH',
  route: '/admin/delivery-zones/{zoneId}',
  area: 'Back office',
  summary: 'Change a delivery zone, or deactivate it with active: false',
  access: staff,
  path: ZonePath,
  headers: IfMatchHeaders,
  body: UpdateZoneBody,
  answer: { status: 200, body: ZoneRecord, description: 'The zone with the change. `ETag` contains its version.' },
  refusals: updateZoneRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updateZone(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      path.zoneId,
      headers['if-match'],
      body,
    ),
})
