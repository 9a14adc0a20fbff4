import { updateProduct, updateProductRefusals } from '../../shared/catalog/change-product.ts'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { ProductPath, UpdateProductBody } from '../../shared/catalog/product-requests.ts'
import { IfMatchHeaders } from '../../shared/entity-tag.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'update-product',
  method: 'PATCH',
  route: '/admin/products/{sku}',
  area: 'Back office',
  summary: 'Change a product',
  access: staff,
  path: ProductPath,
  headers: IfMatchHeaders,
  body: UpdateProductBody,
  answer: {
    status: 200,
    body: ProductRecord,
    description: 'The product with the change. `ETag` contains its version.',
  },
  refusals: updateProductRefusals,
  handle: ({ configuration, caller, requestId, path, headers, body }) =>
    updateProduct(
      requestDatabase({ configuration, requestId }),
      configuration.imageStore,
      { ...caller, requestId },
      path.sku,
      headers['if-match'],
      body,
    ),
})
