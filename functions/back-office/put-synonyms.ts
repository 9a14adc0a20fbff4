import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import {
  ReplaceSynonymsBody,
  replaceSynonyms,
  replaceSynonymsRefusals,
  Synonyms,
} from '../../shared/search/synonyms.ts'

export default endpoint({
  operation: 'put-synonyms',
  method: 'PUT',
  route: '/admin/synonyms',
  area: 'Back office',
  summary: 'Replace the synonyms of the search',
  access: staff,
  headers: IfMatchHeaders,
  body: ReplaceSynonymsBody,
  bodyLimitBytes: 1024 * 1024,
  answer: { status: 200, body: Synonyms, description: 'All groups. Searches use them at once.' },
  refusals: replaceSynonymsRefusals,
  handle: ({ configuration, caller, requestId, headers, body }) =>
    replaceSynonyms(requestDatabase({ configuration, requestId }), { ...caller, requestId }, headers['if-match'], body),
})
