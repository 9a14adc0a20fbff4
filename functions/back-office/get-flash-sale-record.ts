import { database } from '#database'
import { FlashSalePath } from '../../shared/flash-sales/flash-sale.ts'
import { FlashSaleRecord } from '../../shared/flash-sales/flash-sale-record.ts'
import { readFlashSaleRecord } from '../../shared/flash-sales/read-flash-sale-records.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-flash-sale-record',
  method: 'GET',
  route: '/admin/flash-sales/{saleId}',
  area: 'Back office',
  summary: 'Read a flash sale with its claimed and bought units',
  access: staff,
  path: FlashSalePath,
  answer: { status: 200, body: FlashSaleRecord, description: 'The sale. `ETag` contains its version.' },
  refusals: ['flash_sale_not_found'],
  handle: ({ configuration, path }) => readFlashSaleRecord(database(configuration), path.saleId),
})
