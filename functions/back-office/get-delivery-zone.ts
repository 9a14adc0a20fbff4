import { database } from '#database'
import { readZone, readZoneRefusals } from '../../shared/delivery/read-zones.ts'
import { ZoneRecord } from '../../shared/delivery/zone.ts'
import { ZonePath } from '../../shared/delivery/zone-requests.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-delivery-zone',
  method: 'GET',
  route: '/admin/delivery-zones/{zoneId}',
  area: 'Back office',
  summary: 'Read a delivery zone',
  access: staff,
  path: ZonePath,
  answer: { status: 200, body: ZoneRecord, description: 'The zone. `ETag` contains its version.' },
  refusals: readZoneRefusals,
  handle: ({ configuration, path }) => readZone(database(configuration), path.zoneId),
})
