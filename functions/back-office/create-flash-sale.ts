import { createFlashSale, createFlashSaleRefusals } from '../../shared/flash-sales/change-flash-sale.ts'
import { CreateFlashSaleBody, FlashSaleRecord } from '../../shared/flash-sales/flash-sale-record.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-flash-sale',
  method: 'POST',
  route: '/admin/flash-sales',
  area: 'Back office',
  summary: 'Create a flash sale and reserve its allocation',
  access: staff,
  body: CreateFlashSaleBody,
  answer: { status: 201, body: FlashSaleRecord, description: 'The sale. `ETag` contains its version.' },
  refusals: createFlashSaleRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createFlashSale(requestDatabase({ configuration, requestId }), { ...caller, requestId }, body),
})
