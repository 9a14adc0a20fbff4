import { database } from '#database'
import { CouponPage, ListCouponsQuery, listCoupons } from '../../shared/coupons/read-coupons.ts'
import { staff } from '../../shared/platform/http/access/signed-in.ts'
import { endpoint } from '../../shared/platform/http/endpoint.ts'

export default endpoint({
  operation: 'list-coupons',
  method: 'GET',
  route: '/admin/coupons',
  area: 'Back office',
  summary: 'List the coupons by code',
  access: staff,
  query: ListCouponsQuery,
  answer: { status: 200, body: CouponPage, description: 'One page. `nextCursor` is null on the last page.' },
  handle: ({ configuration, query }) => listCoupons(database(configuration), query),
})
