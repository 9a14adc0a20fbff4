import { keyValueStore } from '#key-value-store'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { updateFlashSale, updateFlashSaleRefusals } from '../../shared/flash-sales/change-flash-sale.ts'
import { FlashSalePath } from '../../shared/flash-sales/flash-sale.ts'
import { FlashSaleRecord, UpdateFlashSaleBody } from '../../shared/flash-sales/flash-sale-record.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-flash-sale',
  method: 'PATCH',
  route: '/admin/flash-sales/{saleId}',
  area: 'Back office',
  summary: 'Change a flash sale before its end, or deactivate it with active: false',
  access: staff,
  path: FlashSalePath,
  headers: IfMatchHeaders,
  body: UpdateFlashSaleBody,
  answer: { status: 200, body: FlashSaleRecord, description: 'The sale with the change. `ETag` contains its version.' },
  refusals: updateFlashSaleRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updateFlashSale(
      { database: requestDatabase({ configuration, requestId }), kv: keyValueStore(configuration) },
      { ...caller, requestId },
      { saleId: path.saleId, ifMatch: headers['if-match'], changes: body },
    ),
})
