import {
  MovedStock,
  MoveStockBody,
  MoveStockHeaders,
  moveStock,
  moveStockRefusals,
} from '../../shared/inventory/move-stock.ts'
import { MovementsPath } from '../../shared/inventory/stock-movement.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'move-stock',
  method: 'POST',
  route: '/admin/inventory/{sku}/movements',
  area: 'Back office',
  summary: 'Record a stock movement outside of orders',
  access: staff,
  path: MovementsPath,
  headers: MoveStockHeaders,
  body: MoveStockBody,
  answer: {
    status: 201,
    body: MovedStock,
    description: 'The movement. A repeated key returns the same movement with `Idempotent-Replayed: true`.',
  },
  refusals: moveStockRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    moveStock(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      path.sku,
      headers['idempotency-key'],
      body,
    ),
})
