import { database } from '#database'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'
import { ListPromotionsQuery, listPromotions, PromotionPage } from '../../shared/promotions/read-promotions.ts'

export default endpoint({
  operation: 'list-promotions',
  method: 'GET',
  route: '/admin/promotions',
  area: 'Back office',
  summary: 'List the promotions by id',
  access: staff,
  query: ListPromotionsQuery,
  answer: { status: 200, body: PromotionPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listPromotions(database(configuration), query),
})
