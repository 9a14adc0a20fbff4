import type { Language } from './mail-content.ts'

/** Formatted values for the texts of order mails. */
export interface OrderFacts {
  number: string
  total: string
  /** The refunded amount, in a mail about a refund. */
  amount: string
  /** Time limit of the payment. */
  payUntil: Readonly<Record<Language, string>>
  /** The payment arrived after its time limit, and all items were still available. */
  wasLate: boolean
  /** Money was paid or reserved. */
  wasPaid: boolean
  /** A dispute of the payment is open or lost. */
  isDisputed: boolean
  /** Some items are for adults only. */
  ageRestricted: boolean
}

interface Texts {
  heading: string
  paragraphs(facts: OrderFacts): readonly string[]
}

const adultsOnly = {
  'zh-Hant': '訂單內有受年齡限制的貨品，只會交予年滿 18 歲的人士。收貨時請出示身分證明文件。',
  en: 'Your order contains age-restricted items. We hand them over only to people aged 18 or over. Please have proof of age ready.',
} as const satisfies Record<Language, string>
const when = (condition: boolean, text: string) => (condition ? [text] : [])

/** Every mail about an order, in both languages. */
export const orderTexts = {
  confirmation: {
    'zh-Hant': {
      heading: '多謝惠顧，訂單已確認',
      paragraphs: ({ number, wasLate }) => [
        `訂單 ${number} 已確認，我們會為你準備貨品。`,
        ...when(wasLate, '你的付款在時限之後才到，但貨品仍可為你保留，訂單照常處理。'),
      ],
    },
    en: {
      heading: 'Thank you, your order is confirmed',
      paragraphs: ({ number, wasLate }) => [
        `Order ${number} is confirmed, and we will get it ready for you.`,
        ...when(wasLate, 'Your payment arrived after the time limit, but all items were still available.'),
      ],
    },
  },
  payment_problem: {
    'zh-Hant': {
      heading: '付款未能完成',
      paragraphs: ({ number, payUntil }) => [
        `訂單 ${number} 的付款未能完成，我們沒有收到款項。`,
        `貨品為你保留至 ${payUntil['zh-Hant']}，在此之前你可以再次付款，或改用其他付款方式。`,
      ],
    },
    en: {
      heading: 'Your payment did not go through',
      paragraphs: ({ number, payUntil }) => [
        `The payment for order ${number} did not go through. We have received no money.`,
        `We hold your items until ${payUntil.en}. Until then you can try again or use another payment method.`,
      ],
    },
  },
  expired: {
    'zh-Hant': {
      heading: '訂單已逾時',
      paragraphs: ({ number }) => [
        `訂單 ${number} 沒有在時限內付款，貨品已不再保留。你沒有被收取任何費用，歡迎重新下單。`,
      ],
    },
    en: {
      heading: 'Your order was not paid in time',
      paragraphs: ({ number }) => [
        `Order ${number} was not paid in time, and its items are no longer reserved. You have not been charged. You are welcome to order again.`,
      ],
    },
  },
  late_payment_returned: {
    'zh-Hant': {
      heading: '付款逾時，款項會退回',
      paragraphs: ({ number, total }) => [
        `訂單 ${number} 的付款在時限之後才到，當時部分貨品已經售罄，訂單未能保留。`,
        `你支付的 ${total} 會全數退回原來的付款方式，你無須辦理任何手續。`,
      ],
    },
    en: {
      heading: 'Your payment arrived too late and will be refunded',
      paragraphs: ({ number, total }) => [
        `The payment for order ${number} arrived after the time limit. Some items had sold out by then, so we could not accept the order.`,
        `We will refund the full ${total} to your original payment method. You do not need to do anything.`,
      ],
    },
  },
  cancelled: {
    'zh-Hant': {
      heading: '訂單已取消',
      paragraphs: ({ number, wasPaid, isDisputed }) => [
        `訂單 ${number} 已取消。`,
        isDisputed
          ? '你的銀行正在處理這筆付款的爭議，或已把款項退回給你，因此我們現時不會退款。'
          : wasPaid
            ? '已付的款項會退回原來的付款方式。'
            : '你沒有被收取任何費用。',
      ],
    },
    en: {
      heading: 'Your order has been cancelled',
      paragraphs: ({ number, wasPaid, isDisputed }) => [
        `Order ${number} has been cancelled.`,
        isDisputed
          ? 'Your bank is deciding about this payment or has returned it to you, so we do not refund it now.'
          : wasPaid
            ? 'We will refund your payment to your original payment method.'
            : 'You have not been charged.',
      ],
    },
  },
  refunded: {
    'zh-Hant': {
      heading: '退款已發出',
      paragraphs: ({ number, amount }) => [
        `我們已就訂單 ${number} 退回 ${amount}。`,
        '款項會退回原來的付款方式，銀行可能需要數個工作天才入賬。',
      ],
    },
    en: {
      heading: 'Your refund has been sent',
      paragraphs: ({ number, amount }) => [
        `We have refunded ${amount} for order ${number}.`,
        'It goes to your original payment method. Your bank may take a few working days to show it.',
      ],
    },
  },
  on_its_way: {
    'zh-Hant': {
      heading: '貨品正在送遞途中',
      paragraphs: ({ number, ageRestricted }) => [
        `訂單 ${number} 已離開店舖，正在送往你的地址。`,
        ...when(ageRestricted, adultsOnly['zh-Hant']),
      ],
    },
    en: {
      heading: 'Your order is on its way',
      paragraphs: ({ number, ageRestricted }) => [
        `Order ${number} has left the shop and is on its way to you.`,
        ...when(ageRestricted, adultsOnly.en),
      ],
    },
  },
  ready_to_collect: {
    'zh-Hant': {
      heading: '貨品已備妥，可到店領取',
      paragraphs: ({ number, ageRestricted }) => [
        `訂單 ${number} 已備妥，請到店領取。`,
        ...when(ageRestricted, adultsOnly['zh-Hant']),
      ],
    },
    en: {
      heading: 'Your order is ready to collect',
      paragraphs: ({ number, ageRestricted }) => [
        `Order ${number} is packed. Please collect it at the shop.`,
        ...when(ageRestricted, adultsOnly.en),
      ],
    },
  },
} as const satisfies Record<string, Readonly<Record<Language, Texts>>>

export type OrderMailKind = keyof typeof orderTexts
