import { describe, expect, test } from 'vitest'
import { formatMoney } from '../../shared/notifications/money.ts'
import { isStillTrue, type OrderMailKind, orderMail } from '../../shared/notifications/order-mail.ts'
import { orderTexts } from '../../shared/notifications/order-texts.ts'
import { renderHtml } from '../../shared/notifications/render-html.ts'
import { renderText } from '../../shared/notifications/render-text.ts'
import { staffMail } from '../../shared/notifications/staff-mail.ts'
import { isStaffEvent, staffTexts } from '../../shared/notifications/staff-texts.ts'
import { orderEvents } from '../../shared/orders/order-events.ts'
import { orderSample } from './order-sample.ts'

const kinds = Object.keys(orderTexts).filter((kind): kind is OrderMailKind => kind in orderTexts)
const letterOf = (kind: OrderMailKind, order = orderSample) => orderMail(kind, order, 'Larder', 4_530)

describe.each(kinds)('%s', (kind) => {
  test('names the order in its subject, and says all in both languages, as text and as HTML', () => {
    const letter = letterOf(kind)
    expect(letter.subject).toMatch(/^\p{Script=Han}.*[a-z] \(L-1042\)$/u)
    for (const rendered of [renderText(letter), renderHtml(letter)]) {
      for (const { heading } of Object.values(letter.sections)) expect(rendered).toContain(heading)
      expect(rendered).toContain('L-1042')
      expect(rendered).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })
})

test('a confirmation tells what was ordered, what it costs, and when it comes, by the shop’s clock', () => {
  const text = renderText(letterOf('confirmation'))
  for (const line of ['鮮牛奶 946 毫升  × 2  HK$55.80', 'Norwegian salmon fillet  620 g  HK$173.60']) {
    expect(text).toContain(line)
  }
  for (const line of ['折扣  -HK$10.50', 'Delivery  HK$30.00', '總數  HK$254.10']) expect(text).toContain(line)
  expect(text).toMatch(/送貨時間: .*11月25日.*10:00.*12:00/)
  expect(text).toContain('陳大文, 皇后大道中 1 號, 中西區')
  const collected = letterOf('confirmation', { ...orderSample, slot: null, discount: 0, deliveryFee: 0 })
  expect(renderText(collected)).toContain('到店自取')
  expect(renderText(collected)).not.toMatch(/Discount|Delivery/)
})

test('what leaves the house is on its way to an address; what is picked up is ready to be collected', () => {
  expect(renderText(letterOf('on_its_way'))).toMatch(/正在送往你的地址.*is on its way to you/s)
  const collected = letterOf('on_its_way', { ...orderSample, slot: null, address: null })
  expect(collected.subject).toBe('貨品已備妥，可到店領取 Your order is ready to be collected (L-1042)')
  expect(renderText(collected)).toMatch(/請到店領取.*Norwegian salmon fillet.*Collect from the shop/s)
  expect(renderText(collected)).not.toMatch(/on its way|送往/)
})

test('who gets age-restricted goods is told to have proof of age at hand, where they are handed over', () => {
  const restricted = { ...orderSample, ageRestricted: true }
  for (const slot of [orderSample.slot, null]) {
    expect(renderText(letterOf('on_its_way', { ...restricted, slot }))).toMatch(/年滿 18 歲.*proof of age/s)
  }
  expect(renderText(letterOf('on_its_way'))).not.toMatch(/年滿 18 歲|proof of age/)
})

test('of a packed order: what was missing, and what came in place of what', () => {
  const [milk, salmon] = orderSample.lines
  if (milk === undefined || salmon === undefined) throw new Error('the sample has both')
  const soy = {
    ...milk,
    sku: 'SOY',
    name: { 'zh-Hant': '豆奶', en: 'Soy milk' },
    substitutes: 'MILK',
    orderedQuantity: 0,
  }
  const lines = [{ ...milk, quantity: 1, orderedQuantity: 3 }, { ...salmon, quantity: 598 }, soy]
  const text = renderText(letterOf('on_its_way', { ...orderSample, lines }))
  for (const line of [
    '鮮牛奶 946 毫升  × 1（訂購 3）',
    'Fresh milk 946 ml  × 1 of 3',
    'Norwegian salmon fillet  598 g',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toContain('豆奶（代替鮮牛奶 946 毫升）  × 2')
  expect(text).toContain('Soy milk (in place of Fresh milk 946 ml)  × 2')
})

test('whatever is in a name stays text', () => {
  const html = renderHtml(letterOf('confirmation'))
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;Co&quot; &#39;s')
})

test('a refund names what went back, a payment problem until when there is time', () => {
  expect(renderText(letterOf('refunded'))).toContain('We have sent back HK$45.30')
  expect(renderText(letterOf('payment_problem'))).toMatch(/until .*24 November.*14:15/)
})

test.each([
  ['payment_problem', 'pending_payment', 0, true],
  ['payment_problem', 'paid', 25_410, false],
  ['expired', 'expired', 0, true],
  ['expired', 'expired', 100, false],
  ['expired', 'paid', 25_410, false],
  ['confirmation', 'cancelled', 25_410, true],
] as const)('%s of an order that is %s with %i captured is still true: %s', (kind, status, captured, truth) => {
  const payment = { ...orderSample.payment, captured }
  expect(isStillTrue(kind, { ...orderSample, status, payment })).toBe(truth)
})

test.each([
  [1_050, 'HKD', 'HK$10.50'],
  [123_456_789, 'HKD', 'HK$1,234,567.89'],
  [-1, 'HKD', '-HK$0.01'],
  [1_050, 'JPY', 'JP¥1,050'],
  [1_050, 'KWD', 'KWD 1.050'],
])('%i of %s is %s', (amount, currency, text) => {
  expect(formatMoney(amount, currency).replace(/\u00a0/g, ' ')).toBe(text)
})

test('every event that staff are told of has its text, in both languages', () => {
  const told = Object.values(orderEvents).filter((event) => 'staff' in event)
  expect(told.length).toBeGreaterThan(3)
  for (const { type } of told) expect(isStaffEvent(type)).toBe(true)
  for (const event of Object.keys(staffTexts).filter(isStaffEvent)) {
    const letter = staffMail(event, ['L-1042'], 'Larder')
    expect(letter.subject).toMatch(/^\[Larder\] \p{Script=Han}.*[a-z] \(L-1042\)$/u)
    expect(renderText(letter)).toContain(staffTexts[event].en.task)
  }
})
