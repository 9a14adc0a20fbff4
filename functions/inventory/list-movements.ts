import { database } from '#database'
import {
  listMovements,
  MovementPage,
  MovementsQuery,
  movementsRefusals,
} from '../../shared/inventory/list-movements.ts'
import { MovementsPath } from '../../shared/inventory/stock-movement.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-movements',
  method: 'GET',
  route: '/admin/inventory/{sku}/movements',
  area: 'Back office',
  summary: 'List the stock movements of a product, newest first',
  access: staff,
  path: MovementsPath,
  query: MovementsQuery,
  answer: { status: 200, body: MovementPage, description: 'One page; `nextCursor` is null on the last page.' },
  refusals: movementsRefusals,
  handle: ({ configuration, path, query }) => listMovements(database(configuration), path.sku, query),
})
