import { database } from '#database'
import { FlashSaleRecord } from '../../shared/back-office/flash-sales/flash-sale.ts'
import { readFlashSaleRecord } from '../../shared/back-office/flash-sales/read-flash-sales.ts'
import { FlashSalePath } from '../../shared/flash-sales/flash-sale.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'get-flash-sale-record',
  method: 'GET',
  route: '/admin/flash-sales/{saleId}',
  area: 'Back office',
  summary: 'Read a flash sale with what was claimed and bought',
  access: staff,
  path: FlashSalePath,
  answer: { status: 200, body: FlashSaleRecord, description: 'The sale, its version in `ETag`.' },
  refusals: ['flash_sale_not_found'],
  handle: ({ configuration, path }) => readFlashSaleRecord(database(configuration), path.saleId),
})
