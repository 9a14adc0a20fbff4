import { database } from '#database'
import { ListSlotsQuery, listSlots, SlotList } from '../../shared/delivery/list-slots.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-slots',
  method: 'GET',
  route: '/delivery-slots',
  area: 'Delivery',
  summary: 'List delivery slots that are open for orders',
  access: 'public',
  query: ListSlotsQuery,
  answer: { status: 200, body: SlotList, description: 'Soonest first.' },
  handle: ({ configuration, query }) => listSlots(database(configuration), configuration.storeTimeZone, query),
})
