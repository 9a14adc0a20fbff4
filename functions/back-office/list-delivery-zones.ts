import { database } from '#database'
import { ListZonesQuery, listZones, ZonePage } from '../../shared/delivery/read-zones.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-delivery-zones',
  method: 'GET',
  route: '/admin/delivery-zones',
  area: 'Back office',
  summary: 'List the delivery zones',
  access: staff,
  query: ListZonesQuery,
  answer: { status: 200, body: ZonePage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listZones(database(configuration), query),
})
