import { catalogCache } from '#catalog-cache'
import { database } from '#database'
import { cachedCategories } from '../../shared/catalog/cache/cached-reads.ts'
import { CategoryList, listCategories } from '../../shared/catalog/list-categories.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-categories',
  method: 'GET',
  route: '/categories',
  area: 'Catalog',
  summary: 'List the categories as a tree',
  access: 'public',
  answer: { status: 200, body: CategoryList, description: 'The top-level categories with their subcategories.' },
  cacheControl: 'public, max-age=60, stale-if-error=600',
  handle: ({ configuration }) =>
    cachedCategories(catalogCache(configuration), () => listCategories(database(configuration))),
})
