import { catalogCache } from '#catalog-cache'
import { database } from '#database'
import { cachedFlashSales } from '../../shared/catalog/cache/cached-reads.ts'
import { FlashSalePage, ListSalesQuery, listFlashSales } from '../../shared/flash-sales/read-flash-sales.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-flash-sales',
  method: 'GET',
  route: '/flash-sales',
  area: 'Flash sales',
  summary: 'List running and scheduled flash sales',
  access: 'public',
  query: ListSalesQuery,
  answer: { status: 200, body: FlashSalePage, description: 'One page; `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) =>
    cachedFlashSales(catalogCache(configuration), query, () =>
      listFlashSales(database(configuration), configuration.storeCurrency, query),
    ),
})
