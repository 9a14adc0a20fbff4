import { database } from '#database'
import { InvariantReport } from '../../shared/operations/check-invariants.ts'
import { readInvariants } from '../../shared/operations/read-invariants.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'check-invariants',
  method: 'GET',
  route: '/admin/invariants',
  area: 'Back office',
  summary: 'Check all invariants on the live database',
  access: staff,
  answer: { status: 200, body: InvariantReport, description: 'Every invariant with the rows that violate it.' },
  handle: ({ configuration }) => readInvariants(database(configuration)),
})
