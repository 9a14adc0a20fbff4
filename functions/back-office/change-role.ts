import { ChangeRoleBody, CustomerPath, changeRole, changeRoleRefusals } from '../../shared/accounts/change-role.ts'
import { CustomerRecord } from '../../shared/accounts/customer.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { admin } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'change-role',
  method: 'PATCH',
  route: '/admin/customers/{customerId}',
  area: 'Back office',
  summary: 'Change the role of an account',
  access: admin,
  path: CustomerPath,
  body: ChangeRoleBody,
  answer: { status: 200, body: CustomerRecord, description: 'The account with the change. Its sessions have ended.' },
  refusals: changeRoleRefusals,
  handle: ({ configuration, caller, requestId, path, body }) =>
    changeRole(requestDatabase({ configuration, requestId }), { ...caller, requestId }, path.customerId, body),
})
