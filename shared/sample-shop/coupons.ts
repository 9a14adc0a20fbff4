import type { Coupon } from '../promotions/types.ts'
import { addDays, dayAt, instantOf } from '../shop-time.ts'
import { localized, type Names } from './text.ts'

type Terms = Pick<Coupon, 'type' | 'value'> &
  Partial<
    Pick<
      Coupon,
      | 'minimumSpend'
      | 'maximumDiscount'
      | 'startsAt'
      | 'endsAt'
      | 'usageLimit'
      | 'perCustomerLimit'
      | 'skus'
      | 'categoryIds'
    >
  >

function coupon(code: string, description: Names, terms: Terms): Coupon {
  return {
    id: `coupon-${code.toLowerCase()}`,
    version: 1,
    code,
    description: localized(description),
    minimumSpend: 0,
    maximumDiscount: null,
    startsAt: null,
    endsAt: null,
    usageLimit: null,
    perCustomerLimit: null,
    skus: null,
    categoryIds: null,
    redeemed: 0,
    active: true,
    ...terms,
  }
}

/** Periods start and end at midnight in the time of the shop. */
export function coupons(now: Date, timeZone: string): Coupon[] {
  const today = dayAt(now, timeZone)
  const midnight = (daysAhead: number) => instantOf(addDays(today, daysAhead), timeZone).toISOString()
  return [
    coupon('WELCOME50', ['新客戶滿$300減$50，每位客戶一次', '$50 off $300 for new customers, once each'], {
      type: 'amount',
      value: 5000,
      minimumSpend: 30_000,
      perCustomerLimit: 1,
    }),
    coupon('SAVE12', ['滿$400享88折，最多減$60', '12% off $400 or more, up to $60'], {
      type: 'percent',
      value: 12,
      minimumSpend: 40_000,
      maximumDiscount: 6000,
    }),
    coupon('FREESHIP', ['滿$250免運費', 'Free delivery over $250'], {
      type: 'free_delivery',
      value: 0,
      minimumSpend: 25_000,
    }),
    coupon('FRESH15', ['新鮮蔬果85折，最多減$40', '15% off fresh fruit and vegetables, up to $40'], {
      type: 'percent',
      value: 15,
      maximumDiscount: 4000,
      categoryIds: ['cat-fresh-produce'],
    }),
    coupon('COFFEE20', ['指定咖啡滿$80減$20', '$20 off $80 of selected coffee'], {
      type: 'amount',
      value: 2000,
      minimumSpend: 8000,
      skus: ['COFF-0001', 'COFF-0002', 'COFF-0003', 'COFF-0004'],
    }),
    coupon('BIG100', ['滿$600減$100，限首100名，每位客戶一次', '$100 off $600, the first 100 orders, once each'], {
      type: 'amount',
      value: 10_000,
      minimumSpend: 60_000,
      endsAt: midnight(30),
      usageLimit: 100,
      perCustomerLimit: 1,
    }),
    coupon('LASTMONTH20', ['上月優惠：滿$200減$20', "Last month's offer: $20 off $200"], {
      type: 'amount',
      value: 2000,
      minimumSpend: 20_000,
      startsAt: midnight(-31),
      endsAt: midnight(0),
    }),
    coupon(
      'NEXTWEEK25',
      ['下週優惠：家居及個人護理75折，最多減$50', "Next week's offer: 25% off home care, up to $50"],
      {
        type: 'percent',
        value: 25,
        maximumDiscount: 5000,
        startsAt: midnight(7),
        endsAt: midnight(14),
        categoryIds: ['cat-home-care'],
      },
    ),
  ]
}
