import type { Language } from './letter.ts'

interface StaffText {
  heading: string
  /** What a person has to do now. */
  task: string
}

/** What staff are told by mail: what only people can settle. */
export const staffTexts = {
  'payment.cancelled': {
    'zh-Hant': {
      heading: '訂單不會有款項',
      task: '預留的款項已取消或過期，但貨品已揀或已送出。請停止送貨，或請顧客以其他方式付款。',
    },
    en: {
      heading: 'No money will come for an order',
      task: 'What was reserved for it was cancelled or has lapsed, and its goods are picked or on their way. Stop the delivery, or have the shopper pay in another way.',
    },
  },
  'payment.disputed': {
    'zh-Hant': { heading: '有付款被爭議', task: '請在付款服務商的後台於限期前提交證據。' },
    en: { heading: 'A payment is disputed', task: 'Send evidence at the payment provider before its time limit.' },
  },
  'dispute.won': {
    'zh-Hant': { heading: '爭議勝訴', task: '款項會留在店舖，無須處理。' },
    en: { heading: 'A dispute was won', task: 'The money stays with the shop. There is nothing to do.' },
  },
  'dispute.lost': {
    'zh-Hant': { heading: '爭議敗訴', task: '款項已被取回，請檢查訂單。' },
    en: { heading: 'A dispute was lost', task: 'The money was taken back. Look at the order.' },
  },
  'refund.failed': {
    'zh-Hant': { heading: '退款失敗', task: '請與顧客聯絡，以其他方式退款。' },
    en: { heading: 'A refund failed', task: 'Get in touch with the shopper, and send the money in another way.' },
  },
  'stock.low': {
    'zh-Hant': { heading: '貨品快將售罄', task: '括號內是仍可出售的數量，已跌至該貨品的警戒線。請考慮補貨。' },
    en: {
      heading: 'Running low',
      task: 'So many as stand in brackets can still be sold: the threshold is reached. Order more.',
    },
  },
  'webhook.disabled': {
    'zh-Hant': { heading: '對外通知已停用', task: '接收方多日沒有回應。修復後在後台重新啟用，並重發未送達的通知。' },
    en: {
      heading: 'An outgoing webhook was taken out of service',
      task: 'Its receiver has failed for days. When it works again, set it active in the back office and send again what was not delivered.',
    },
  },
} as const satisfies Record<string, Readonly<Record<Language, StaffText>>>

export type StaffEvent = keyof typeof staffTexts
export const isStaffEvent = (event: unknown): event is StaffEvent =>
  typeof event === 'string' && Object.hasOwn(staffTexts, event)
