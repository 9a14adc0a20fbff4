import { database } from '#database'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'
import { readInvariants } from '../../shared/invariants/read-invariants.ts'
import { InvariantReport } from '../../shared/invariants/run.ts'

export default endpoint({
  operation: 'check-invariants',
  method: 'GET',
  route: '/admin/invariants',
  area: 'Back office',
  summary: 'Check on the live shop that what must never be is not',
  access: staff,
  answer: { status: 200, body: InvariantReport, description: 'Each invariant, with the rows that break it.' },
  handle: ({ configuration }) => readInvariants(database(configuration)),
})
