import {
  MovedStock,
  MoveStockBody,
  MoveStockHeaders,
  moveStock,
  moveStockRefusals,
} from '../../shared/back-office/inventory/move-stock.ts'
import { requestDatabase } from '../../shared/db/request-database.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { MovementsPath } from '../../shared/inventory/stock-movement.ts'

export default endpoint({
  operation: 'move-stock',
  method: 'POST',
  route: '/admin/inventory/{sku}/movements',
  area: 'Back office',
  summary: 'Write down stock that came or went outside of orders',
  access: staff,
  path: MovementsPath,
  headers: MoveStockHeaders,
  body: MoveStockBody,
  answer: {
    status: 201,
    body: MovedStock,
    description: 'The movement. Sent again with its key, the same one with `Idempotent-Replayed: true`.',
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
