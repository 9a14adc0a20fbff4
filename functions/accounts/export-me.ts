import { database } from '#database'
import { exportPersonalData, exportRefusals, PersonalData } from '../../shared/accounts/personal-data.ts'
import { customer } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'export-me',
  method: 'GET',
  route: '/me/export',
  area: 'Accounts',
  summary: 'Export all data stored about you',
  access: customer,
  answer: {
    status: 200,
    body: PersonalData,
    description: 'Your account, sessions, carts, orders, coupon uses, flash-sale claims and audit log.',
  },
  refusals: exportRefusals,
  handle: ({ configuration, caller }) => exportPersonalData(database(configuration), caller),
})
