import {
  CATALOG_TYPES,
  ImportAnswer,
  ImportProductsQuery,
  importProducts,
  importProductsRefusals,
  LARGEST_CATALOG_BYTES,
} from '../../shared/catalog-import/import-products.ts'
import { requestDatabase } from '../../shared/platform/db/request-database.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'import-products',
  method: 'POST',
  route: '/admin/products/import',
  area: 'Back office',
  summary: 'Import a catalog as CSV or JSON',
  access: staff,
  query: ImportProductsQuery,
  rawBodyTypes: CATALOG_TYPES,
  bodyLimitBytes: LARGEST_CATALOG_BYTES,
  answer: { status: 200, body: ImportAnswer, description: 'What was imported, and each row that was rejected.' },
  refusals: importProductsRefusals,
  handle: ({ configuration, caller, requestId, request, query, rawBody }) => {
    const mediaType = request.headers.get('content-type') ?? ''
    return importProducts(
      requestDatabase({ configuration, requestId }),
      { ...caller, requestId },
      { ...query, mediaType, bytes: rawBody, currency: configuration.storeCurrency },
    )
  },
})
