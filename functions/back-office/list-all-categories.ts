import { database } from '#database'
import { CategoryPage, ListAllCategoriesQuery, listAllCategories } from '../../shared/catalog/read-categories.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-all-categories',
  method: 'GET',
  route: '/admin/categories',
  area: 'Back office',
  summary: 'List all categories by slug, with products or not',
  access: staff,
  query: ListAllCategoriesQuery,
  answer: { status: 200, body: CategoryPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listAllCategories(database(configuration), query),
})
