import { createProduct, createProductRefusals } from '../../shared/catalog/change-product.ts'
import { ProductRecord } from '../../shared/catalog/product-record.ts'
import { CreateProductBody } from '../../shared/catalog/product-requests.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'create-product',
  method: 'POST',
  route: '/admin/products',
  area: 'Back office',
  summary: 'Create a product',
  access: staff,
  body: CreateProductBody,
  answer: { status: 201, body: ProductRecord, description: 'The product. `ETag` contains its version.' },
  refusals: createProductRefusals,
  handle: ({ configuration, caller, requestId, body }) =>
    createProduct(
      requestDatabase({ configuration, requestId }),
      configuration.imageStore,
      { ...caller, requestId },
      body,
    ),
})
