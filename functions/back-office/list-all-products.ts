import { database } from '#database'
import { CatalogPage, ListAllProductsQuery, listAllProducts } from '../../shared/catalog/read-products.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-all-products',
  method: 'GET',
  route: '/admin/products',
  area: 'Back office',
  summary: 'List all products by SKU, active or not',
  access: staff,
  query: ListAllProductsQuery,
  answer: { status: 200, body: CatalogPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listAllProducts(database(configuration), query),
})
