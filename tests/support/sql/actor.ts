/** Who calls a routine of the back office, and what the audit log says of it. */
export const actor = { customerId: 'ann', role: 'staff', requestId: 'request-1' }
export const byActor = { actor_id: 'ann', actor_role: 'staff', request_id: 'request-1' }
