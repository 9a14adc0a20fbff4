import { catalogCache } from '#catalog-cache'
import { database } from '#database'
import { cachedFlashSale } from '../../shared/catalog/cache/cached-reads.ts'
import { FlashSale, FlashSalePath } from '../../shared/flash-sales/flash-sale.ts'
import { readFlashSale } from '../../shared/flash-sales/read-flash-sales.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'get-flash-sale',
  method: 'GET',
  route: '/flash-sales/{saleId}',
  area: 'Flash sales',
  summary: 'Read a flash sale with its remaining units',
  access: 'public',
  path: FlashSalePath,
  answer: { status: 200, body: FlashSale, description: 'The sale, at most a second old.' },
  refusals: ['flash_sale_not_found'],
  handle: ({ configuration, path }) =>
    cachedFlashSale(catalogCache(configuration), path.saleId, () =>
      readFlashSale(database(configuration), configuration.storeCurrency, path.saleId),
    ),
})
