import { database } from '#database'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { ProductPath } from '../../shared/catalog/product-requests.ts'
import { readProduct, readProductRefusals } from '../../shared/catalog/read-products.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'read-product',
  method: 'GET',
  route: '/admin/products/{sku}',
  area: 'Back office',
  summary: 'Read a product and its stock',
  access: staff,
  path: ProductPath,
  answer: { status: 200, body: ProductRecord, description: 'The product. `ETag` contains its version.' },
  refusals: readProductRefusals,
  handle: ({ configuration, path }) => readProduct(database(configuration), path.sku),
})
