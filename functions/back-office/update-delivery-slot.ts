import { updateSlot, updateSlotRefusals } from '../../shared/delivery/change-slot.ts'
import { SlotRecord } from '../../shared/delivery/slot.ts'
import { SlotPath, UpdateSlotBody } from '../../shared/delivery/slot-requests.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-delivery-slot',
  method: 'PATCH',
  route: '/admin/delivery-slots/{slotId}',
  area: 'Back office',
  summary: 'Change a delivery slot, or deactivate it with active: false',
  access: staff,
  path: SlotPath,
  headers: IfMatchHeaders,
  body: UpdateSlotBody,
  answer: { status: 200, body: SlotRecord, description: 'The slot with the change. `ETag` contains its version.' },
  refusals: updateSlotRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updateSlot(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      path.slotId,
      headers['if-match'],
      body,
    ),
})
