import { describe, expect, test } from 'vitest'
import { composeOrderMail, isStillRelevant, type OrderMailKind } from '../../shared/notifications/compose-order-mail.ts'
import { composeStaffMail } from '../../shared/notifications/compose-staff-mail.ts'
import { formatMoney } from '../../shared/notifications/format-money.ts'
import { orderTexts } from '../../shared/notifications/order-texts.ts'
import { renderHtml } from '../../shared/notifications/render-html.ts'
import { renderText } from '../../shared/notifications/render-text.ts'
import { isStaffEvent, staffTexts } from '../../shared/notifications/staff-texts.ts'
import { orderEvents } from '../../shared/orders/order-events.ts'
import { orderSample } from './order-sample.ts'

const kinds = Object.keys(orderTexts).filter((kind): kind is OrderMailKind => kind in orderTexts)
const contentOf = (kind: OrderMailKind, order = orderSample, timeZone = 'Asia/Hong_Kong') =>
  composeOrderMail(kind, order, { shop: 'Larder', timeZone }, 4_530)

describe.each(kinds)('%s', (kind) => {
  test('has the order number in its subject and both languages in text and HTML', () => {
    const content = contentOf(kind)
    expect(content.subject).toMatch(/^\p{Script=Han}.*[a-z] \(L-1042\)$/u)
    for (const rendered of [renderText(content), renderHtml(content)]) {
      for (const { heading } of Object.values(content.sections)) expect(rendered).toContain(heading)
      expect(rendered).toContain('L-1042')
      expect(rendered).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })
})

test('a confirmation lists the lines, the sums and the delivery in the shop’s local time', () => {
  const text = renderText(contentOf('confirmation'))
  for (const line of ['鮮牛奶 946 毫升  × 2  HK$55.80', 'Norwegian salmon fillet  620 g  HK$173.60']) {
    expect(text).toContain(line)
  }
  for (const line of ['折扣  -HK$10.50', 'Delivery  HK$30.00', '總數  HK$254.10']) expect(text).toContain(line)
  expect(text).toMatch(/送貨時間: .*11月25日.*10:00.*12:00/)
  expect(text).toContain('陳大文, 皇后大道中 1 號, 中西區')
  const collected = contentOf('confirmation', { ...orderSample, slot: null, discount: 0, deliveryFee: 0 })
  expect(renderText(collected)).toContain('到店自取')
  expect(renderText(collected)).not.toMatch(/Discount|Delivery/)
})

test.each([
  ['Asia/Hong_Kong', '10月25日', '08:30', '10:30'],
  ['Europe/London', '10月25日', '01:30', '02:30'],
  ['America/New_York', '10月24日', '20:30', '22:30'],
])('times are those of the shop in %s, also across a change of the clock', (timeZone, day, from, to) => {
  const slot = { id: 'slot_1', startsAt: '2026-10-25T00:30:00Z', endsAt: '2026-10-25T02:30:00Z' }
  const text = renderText(contentOf('confirmation', { ...orderSample, slot }, timeZone))
  expect(text).toMatch(new RegExp(`送貨時間: .*${day}.*${from}.*${to}`))
})

test('a delivery is on its way to an address; an order for pick-up is ready to collect', () => {
  expect(renderText(contentOf('on_its_way'))).toMatch(/正在送往你的地址.*is on its way to you/s)
  const collected = contentOf('on_its_way', { ...orderSample, slot: null, address: null })
  expect(collected.subject).toBe('貨品已備妥，可到店領取 Your order is ready to collect (L-1042)')
  expect(renderText(collected)).toMatch(/請到店領取.*Norwegian salmon fillet.*Collect at the shop/s)
  expect(renderText(collected)).not.toMatch(/on its way|送往/)
})

test('age-restricted items: the mail asks for proof of age, for delivery and for pick-up', () => {
  const restricted = { ...orderSample, ageRestricted: true }
  for (const slot of [orderSample.slot, null]) {
    expect(renderText(contentOf('on_its_way', { ...restricted, slot }))).toMatch(/年滿 18 歲.*proof of age/s)
  }
  expect(renderText(contentOf('on_its_way'))).not.toMatch(/年滿 18 歲|proof of age/)
})

test('a packed order lists short quantities and substitutes', () => {
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
  const text = renderText(contentOf('on_its_way', { ...orderSample, lines }))
  for (const line of [
    '鮮牛奶 946 毫升  × 1（訂購 3）',
    'Fresh milk 946 ml  × 1 (3 ordered)',
    'Norwegian salmon fillet  598 g',
  ]) {
    expect(text).toContain(line)
  }
  expect(text).toContain('豆奶（代替鮮牛奶 946 毫升）  × 2')
  expect(text).toContain('Soy milk (substitute for Fresh milk 946 ml)  × 2')
})

test('HTML in a name is escaped', () => {
  const html = renderHtml(contentOf('confirmation'))
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;Co&quot; &#39;s')
})

test('a refund mail has the amount, a payment problem the time limit', () => {
  expect(renderText(contentOf('refunded'))).toContain('We have refunded HK$45.30')
  expect(renderText(contentOf('payment_problem'))).toMatch(/until .*24 November.*14:15/)
})

test.each([
  ['payment_problem', 'pending_payment', 0, true],
  ['payment_problem', 'paid', 25_410, false],
  ['expired', 'expired', 0, true],
  ['expired', 'expired', 100, false],
  ['expired', 'paid', 25_410, false],
  ['confirmation', 'cancelled', 25_410, true],
] as const)('%s for an order that is %s with %i captured still applies: %s', (kind, status, captured, applies) => {
  const payment = { ...orderSample.payment, captured }
  expect(isStillRelevant(kind, { ...orderSample, status, payment })).toBe(applies)
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

test('every event with a mail to staff has its text in both languages', () => {
  const staffEvents = Object.values(orderEvents).filter((event) => 'staff' in event)
  expect(staffEvents.length).toBeGreaterThan(3)
  for (const { type } of staffEvents) expect(isStaffEvent(type)).toBe(true)
  for (const event of Object.keys(staffTexts).filter(isStaffEvent)) {
    const content = composeStaffMail(event, ['L-1042'], 'Larder')
    expect(content.subject).toMatch(/^\[Larder\] \p{Script=Han}.*[a-z] \(L-1042\)$/u)
    expect(renderText(content)).toContain(staffTexts[event].en.task)
  }
})

test.each([
  ['expired', { processingAt: '2026-11-24T06:00:00Z' }, false],
  ['expired', { processingAt: '2026-11-24T06:00:00Z', failedAt: '2026-11-24T06:05:00Z' }, true],
  ['cancelled', {}, true],
  ['cancelled', { refusal: 'amount_too_small' }, false],
] as const)('%s with the payment %j still applies: %s', (kind, facts, applies) => {
  const payment = { ...orderSample.payment, captured: 0, ...facts }
  expect(isStillRelevant(kind, { ...orderSample, status: kind, payment })).toBe(applies)
})
