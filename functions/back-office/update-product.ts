import { IfMatchHeaders } from '../../shared/back-office/if-match.ts'
import { updateProduct, updateProductRefusals } from '../../shared/back-office/products/change-product.ts'
import { ProductRecord } from '../../shared/back-office/products/product-record.ts'
import { ProductPath, UpdateProductBody } from '../../shared/back-office/products/product-requests.ts'
import { requestDatabase } from '../../shared/db/request-database.ts'
import { staff } from '../../shared/http/access/signed-in.ts'
import { endpoint } from '../../shared/http/endpoint.ts'

export default endpoint({
  operation: 'update-product',
  method: 'PATCH',
  route: '/admin/products/{sku}',
  area: 'Back office',
  summary: 'Change a product, its price, or whether it is sold',
  access: staff,
  path: ProductPath,
  headers: IfMatchHeaders,
  body: UpdateProductBody,
  answer: { status: 200, body: ProductRecord, description: 'The product as it is now, its version in `ETag`.' },
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
