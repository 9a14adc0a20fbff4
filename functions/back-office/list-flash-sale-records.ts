import { database } from '#database'
import {
  FlashSaleRecordPage,
  ListFlashSalesQuery,
  listFlashSaleRecords,
} from '../../shared/flash-sales/read-flash-sale-records.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-flash-sale-records',
  method: 'GET',
  route: '/admin/flash-sales',
  area: 'Back office',
  summary: 'List all flash sales, newest first',
  access: staff,
  query: ListFlashSalesQuery,
  answer: { status: 200, body: FlashSaleRecordPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listFlashSaleRecords(database(configuration), query),
})
