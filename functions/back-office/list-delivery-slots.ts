import { database } from '#database'
import { ListSlotRecordsQuery, listSlotRecords, SlotRecordPage } from '../../shared/delivery/read-slots.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-delivery-slots',
  method: 'GET',
  route: '/admin/delivery-slots',
  area: 'Back office',
  summary: 'List all delivery slots by start time',
  access: staff,
  query: ListSlotRecordsQuery,
  answer: { status: 200, body: SlotRecordPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listSlotRecords(database(configuration), query),
})
