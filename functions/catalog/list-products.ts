import { catalogCache } from '#catalog-cache'
import { database } from '#database'
import { cachedList } from '../../shared/catalog/cache/cached-reads.ts'
import { listProducts, ProductPage } from '../../shared/catalog/list-products.ts'
import { ListProductsQuery } from '../../shared/catalog/product-query.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { countIfEmpty } from '../../shared/search/count-empty-search.ts'

export default endpoint({
  operation: 'list-products',
  method: 'GET',
  route: '/products',
  area: 'Catalog',
  summary: 'Search and browse products',
  access: 'public',
  query: ListProductsQuery,
  answer: { status: 200, body: ProductPage, description: 'One page. `nextCursor` is null on the last page.' },
  cacheControl: 'public, max-age=1, stale-if-error=60',
  handle: async ({ configuration, query, defer }) => {
    const shop = database(configuration)
    const listed = await cachedList(catalogCache(configuration), query, () => listProducts(shop, configuration, query))
    countIfEmpty(shop, query, listed.value.items, defer)
    return listed
  },
})
