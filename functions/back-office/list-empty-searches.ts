import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { EmptySearchPage, ListEmptySearchesQuery, listEmptySearches } from '../../shared/search/list-empty-searches.ts'

export default endpoint({
  operation: 'list-empty-searches',
  method: 'GET',
  route: '/admin/searches',
  area: 'Back office',
  summary: 'List what was searched for and not found, the most frequent first',
  access: staff,
  query: ListEmptySearchesQuery,
  answer: { status: 200, body: EmptySearchPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listEmptySearches(database(configuration), query),
})
