import { createSlot, createSlotRefusals } from '../../shared/delivery/change-slot.ts'
import { SlotRecord } from '../../shared/delivery/slot.ts'
import { CreateSlotBody } from '../../shared/delivery/slot-requests.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-delivery-slot',
  method: 'POST',
  route: '/admin/delivery-slots',
  area: 'Back office',
  summary: 'Create a delivery slot',
  access: staff,
  body: CreateSlotBody,
  answer: { status: 201, body: SlotRecord, description: 'The slot. `ETag` contains its version.' },
  refusals: createSlotRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createSlot(requestDatabase({ configuration, requestId }), { ...caller, requestId }, body),
})
