import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { readSynonyms, Synonyms } from '../../shared/search/synonyms.ts'

export default endpoint({
  operation: 'get-synonyms',
  method: 'GET',
  route: '/admin/synonyms',
  area: 'Back office',
  summary: 'Read the synonyms of the search',
  access: staff,
  answer: { status: 200, body: Synonyms, description: 'All groups. `ETag` contains the version.' },
  handle: ({ configuration }) => readSynonyms(database(configuration)),
})
