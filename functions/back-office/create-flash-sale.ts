import { createFlashSale, createFlashSaleRefusals } from '../../shared/back-office/flash-sales/change-flash-sale.ts'
import { CreateFlashSaleBody, FlashSaleRecord } from '../../shared/back-office/flash-sales/flash-sale.ts'
import { requestDatabase } from '../../shared/db/request-database.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'create-flash-sale',
  method: 'POST',
  route: '/admin/flash-sales',
  area: 'Back office',
  summary: 'Make a flash sale: its allocation leaves ordinary stock at once',
  access: staff,
  body: CreateFlashSaleBody,
  answer: { status: 201, body: FlashSaleRecord, description: 'The sale, its version in `ETag`.' },
  refusals: createFlashSaleRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createFlashSale(requestDatabase({ configuration, requestId }), { ...caller, requestId }, body),
})
