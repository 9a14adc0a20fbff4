import { database } from '#database'
import { readSlot, readSlotRefusals } from '../../shared/delivery/read-slots.ts'
import { SlotRecord } from '../../shared/delivery/slot.ts'
import { SlotPath } from '../../shared/delivery/slot-requests.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-delivery-slot',
  method: 'GET',
  route: '/admin/delivery-slots/{slotId}',
  area: 'Back office',
  summary: 'Read a delivery slot',
  access: staff,
  path: SlotPath,
  answer: { status: 200, body: SlotRecord, description: 'The slot. `ETag` contains its version.' },
  refusals: readSlotRefusals,
  handle: ({ configuration, path }) => readSlot(database(configuration), path.slotId),
})
