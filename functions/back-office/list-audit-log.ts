import { database } from '#database'
import { AuditLogPage, AuditLogQuery, listAuditLog } from '../../shared/audit/list-audit-log.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-audit-log',
  method: 'GET',
  route: '/admin/audit-log',
  area: 'Back office',
  summary: 'List the audit log, newest first',
  access: staff,
  query: AuditLogQuery,
  answer: { status: 200, body: AuditLogPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listAuditLog(database(configuration), query),
})
