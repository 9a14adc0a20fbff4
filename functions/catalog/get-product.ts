import * as z from 'zod'
import { catalogCache } from '#catalog-cache'
import { database } from '#database'
import { cachedProduct } from '../../shared/catalog/cache/cached-reads.ts'
import { getProduct } from '../../shared/catalog/get-product.ts'
import { Product } from '../../shared/catalog/product.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-product',
  method: 'GET',
  route: '/products/{sku}',
  area: 'Catalog',
  summary: 'Read a product',
  access: 'public',
  path: z.object({ sku: z.string().max(100) }),
  answer: { status: 200, body: Product, description: 'The product with its current price and stock.' },
  cacheControl: 'public, max-age=1, stale-if-error=60',
  refusals: ['product_not_found'],
  handle: ({ configuration, path }) =>
    cachedProduct(catalogCache(configuration), path.sku, () =>
      getProduct(database(configuration), configuration, path.sku),
    ),
})
