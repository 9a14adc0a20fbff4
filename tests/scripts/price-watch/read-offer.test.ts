import { describe, expect, test } from 'vitest'
import { readOffer } from '../../../scripts/price-watch/offers/read-offer.ts'

type Brief = readonly [kind: string, quantity: number, rest?: Record<string, unknown>]

function deals(en: string, chinese?: string): unknown {
  const reading = readOffer(chinese === undefined ? { en } : { en, 'zh-Hant': chinese })
  return reading.ok ? reading.value.map((clause) => clause.deal) : reading.reason
}

const whole = ([kind, quantity, rest]: Brief) => ({
  kind,
  quantity,
  amount: 0,
  freeQuantity: 0,
  freeChoice: 'cheapest',
  percent: 0,
  ...rest,
})

/** Every wording in the feed, with invented numbers and names. */
const WORDINGS: readonly (readonly [en: string, chinese: string, ...deals: Brief[]])[] = [
  ['Buy 2 item(s) for $13.50', '$13.5任揀2件', ['bundle_price', 2, { amount: 1350 }]],
  ['Buy 3 item(s) for $15.00 /', '$15任揀3件', ['bundle_price', 3, { amount: 1500 }]],
  ['Buy 2 at $45.00', '買2件$45.00', ['bundle_price', 2, { amount: 4500 }]],
  ['Buy 2 For $59.90', '買2件$59.90', ['bundle_price', 2, { amount: 5990 }]],
  ['2 For $79.90', '買2件只需$79.9', ['bundle_price', 2, { amount: 7990 }]],
  ['3 for $55.00', '買3件只需$55', ['bundle_price', 3, { amount: 5500 }]],
  ['Buy 2 to save $4.50', '買2件慳$4.50', ['bundle_saving', 2, { amount: 450 }]],
  [
    'Add 2 item(s) to cart and get 1 free(free the most expensive one)',
    '任揀2件，其中1件免費(優先送最高價錢)',
    ['bundle_free', 2, { freeQuantity: 1, freeChoice: 'dearest' }],
  ],
  ['Buy 3 get 1 free', '買3送1', ['bundle_free', 4, { freeQuantity: 1 }]],
  ['Buy 1 get 1 free', '買1送1 (請輸入2件) (送價低者)深層面膜 15片裝', ['bundle_free', 2, { freeQuantity: 1 }]],
  ['Buy 2 Get 1 Free', '買2件送1件', ['bundle_free', 3, { freeQuantity: 1 }]],
  [
    'Selected Baby Food Product Buy 3 get 1 free',
    '精選Baby Food Product買3件送1件',
    ['bundle_free', 4, { freeQuantity: 1 }],
  ],
  ['Selected Products Buy 1 get 1 free', '精選Products買1件送1件', ['bundle_free', 2, { freeQuantity: 1 }]],
  [
    'Selected Sanitary Products Buy 2 get 1 free',
    '精選Sanitary Products買2件送1件',
    ['bundle_free', 3, { freeQuantity: 1 }],
  ],
  ['Selected QX Probiotics Buy 2 get 1 free', '精選QX Probiotics買2件送1件', ['bundle_free', 3, { freeQuantity: 1 }]],
  [
    'Selected Terra Vita Products Buy 3 get 1 free',
    '精選Terra Vita Products買3件送1件',
    ['bundle_free', 4, { freeQuantity: 1 }],
  ],
  [
    'Selected Amply Adult Pant Buy 2 get 1 free',
    '精選Amply Adult Pant買2件送1件',
    ['bundle_free', 3, { freeQuantity: 1 }],
  ],
  ['50% for 2nd', '買第二件享50%折扣', ['nth_percent', 2, { percent: 50 }]],
  ['2nd Item For 50% off', '第二件50%折扣', ['nth_percent', 2, { percent: 50 }]],
  ['2nd pc 50% Off', '第2件5折', ['nth_percent', 2, { percent: 50 }]],
  ['Buy 2nd pc at 30% Off', '買第2件可享7折', ['nth_percent', 2, { percent: 30 }]],
  ['2nd Item Half Price', '第二件半價', ['nth_percent', 2, { percent: 50 }]],
  ['Buy 3 30% off', '買3件7折', ['quantity_percent', 3, { percent: 30 }]],
  ['Buy 2 pcs 15% Off', '買2件15%折扣', ['quantity_percent', 2, { percent: 15 }]],
  ['Buy 2 Get 20% off', '買2件8折', ['quantity_percent', 2, { percent: 20 }]],
  ['Buy Second for $1.00', '買第2件$1', ['nth_price', 2, { amount: 100 }]],
  ['Buy 5 to get 23% off', '買5件享23%折扣', ['quantity_percent', 5, { percent: 23 }]],
  ['Buy 2 to get 10% off', '2件9折 精選防曬產品', ['quantity_percent', 2, { percent: 10 }]],
  ['2 Or More 15%Off', '買2件或以上85折', ['quantity_percent', 2, { percent: 15 }]],
  ['2 For 15%Off', '2 For 15%Off', ['quantity_percent', 2, { percent: 15 }]],
  ['Sel Skincare Productsx2,25%off', '精選護膚產品買2件75折', ['quantity_percent', 2, { percent: 25 }]],
  ['Sel Happy Tape x2,15%off', '精選紙尿片買2件85折', ['quantity_percent', 2, { percent: 15 }]],
  ['Sel Baby Products x2,15%off', '精選嬰兒產品買2件85折', ['quantity_percent', 2, { percent: 15 }]],
  ['Sel Oral Care x3,25%off', '精選口腔護理產品買3件75折', ['quantity_percent', 3, { percent: 25 }]],
  ['Sel Western Medicine x2,15%off', '精選西式藥品買2件85折', ['quantity_percent', 2, { percent: 15 }]],
  ['Sel Maple Naturals x2,20%off', '精選產品買2件8折', ['quantity_percent', 2, { percent: 20 }]],
  ['YT Chicken Ess x2,12%off', '滴雞精買2件88折', ['quantity_percent', 2, { percent: 12 }]],
  [
    'Purchase 1 pc of Acme Flagship store items (Exclude Dolomin), can enjoy 15% off.',
    '全線Acme旗艦店產品(不包括 Dolomin) 買1件，可享85折優惠。',
    ['quantity_percent', 1, { percent: 15 }],
  ],
  ['10.00% OFF', '9.00折', ['quantity_percent', 1, { percent: 10 }]],
  [
    'Buy 6 at $52.00 / 10.00% OFF',
    '買6件$52.00 / 9.00折',
    ['bundle_price', 6, { amount: 5200 }],
    ['quantity_percent', 1, { percent: 10 }],
  ],
  [
    'Buy 2 item(s) for $10.00 / Buy 5 to get 23% off',
    '$10任揀2件 / 買5件享23%折扣',
    ['bundle_price', 2, { amount: 1000 }],
    ['quantity_percent', 5, { percent: 23 }],
  ],
]

test.each(WORDINGS.map(([en, chinese, ...briefs]) => ({ en, chinese, expected: briefs.map(whole) })))(
  '$en',
  ({ en, chinese, expected }) => {
    expect(deals(en, chinese)).toEqual(expected)
    expect(deals(en)).toEqual(expected)
  },
)

test('the clauses of a joined offer have their own texts in each language', () => {
  const reading = readOffer({ en: 'Buy 6 at $52.00 / 10.00% OFF', 'zh-Hant': '買6件$52.00 / 9.00折' })
  expect(reading.ok && reading.value.map((clause) => clause.description)).toEqual([
    { en: 'Buy 6 at $52.00', 'zh-Hant': '買6件$52.00' },
    { en: '10.00% OFF', 'zh-Hant': '9.00折' },
  ])
})

describe('Chinese', () => {
  test('that was left in English, or has no known terms, is no contradiction', () => {
    expect(deals('Buy 2 to save $1.00', 'Buy 2 to save $1.00')).toEqual([whole(['bundle_saving', 2, { amount: 100 }])])
    expect(deals('Buy 2 to save $1.00', '精選優惠')).toEqual([whole(['bundle_saving', 2, { amount: 100 }])])
  })

  test.each([
    ['Buy 2 at $45.00', '買3件$45.00'],
    ['Buy 2 at $45.00', '買2件$54.00'],
    ['Buy 2 to get 15% off', '買2件75折'],
    ['Buy 2 get 1 free', '買1送1'],
    ['50% for 2nd', '第二件30%折扣'],
    ['2nd pc 50% Off', '第2件8折'],
    ['2nd pc 50% Off', '買2件5折'],
    ['Buy 3 30% off', '買3件3折'],
    ['Buy 2 to save $4.00', '买2件悭$5.00'],
  ])('with other terms refuses the offer: %s, %s', (en, chinese) => {
    expect(deals(en, chinese)).toMatch(/^zh-Hant has other terms/)
  })

  test('第二件半價 is 50 % off the second', () => {
    expect(deals('2nd Item For 50% off', '第二件半價')).toEqual([whole(['nth_percent', 2, { percent: 50 }])])
  })
})

test.each([
  'Great value!',
  'Buy 2 at $0.00',
  'Buy 0 at $5.00',
  'Buy 2 to get 12.5% off',
  'Buy 2 to get 100% off',
  '1st Item For 50% off',
  'Members buy 2 at $10.00',
  'Spend $100 to get 10% off',
  'Buy 2 item(s) for $10.00 / while stocks last',
  'Selected 2 items buy 3 buy',
  '/',
])('%s is not understood', (en) => {
  expect(typeof deals(en)).toBe('string')
})

test('an offer for members is refused though only the Chinese says so', () => {
  expect(deals('Buy 2 at $10.00', '會員買2件$10.00')).toBe('the Chinese states a condition')
})
