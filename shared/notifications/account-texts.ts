import type { Language } from './mail-content.ts'

interface AccountText {
  heading: string
  paragraphs: readonly string[]
  /** Follows the link: how long it works. */
  afterLink?: string
}

/** Mails about an account. They contain nothing that a caller typed, because anybody can cause some of them. */
export const accountTexts = {
  password_reset: {
    'zh-Hant': {
      heading: '重設密碼',
      paragraphs: ['我們收到重設你帳戶密碼的要求。請開啟以下連結，設定新密碼。'],
      afterLink: '連結於 30 分鐘內有效，只可使用一次。如非你本人提出，無須理會此電郵，密碼不會更改。',
    },
    en: {
      heading: 'Reset your password',
      paragraphs: ['We were asked to reset the password of your account. Open this link to set a new one.'],
      afterLink:
        'The link works once, within 30 minutes. If you did not ask for it, ignore this mail: your password stays as it is.',
    },
  },
  email_verification: {
    'zh-Hant': {
      heading: '確認電郵地址',
      paragraphs: ['請開啟以下連結，確認此電郵地址屬於你的帳戶。'],
      afterLink: '連結於 24 小時內有效。如你沒有帳戶，無須理會此電郵。',
    },
    en: {
      heading: 'Confirm your e-mail address',
      paragraphs: ['Open this link to confirm that this address belongs to your account.'],
      afterLink: 'The link works for 24 hours. If you have no account, ignore this mail.',
    },
  },
  email_change_requested: {
    'zh-Hant': {
      heading: '更改電郵地址的要求',
      paragraphs: ['我們收到更改你帳戶電郵地址的要求。新地址確認後便會生效。如非你本人提出，請立即更改密碼。'],
    },
    en: {
      heading: 'Your e-mail address is about to change',
      paragraphs: [
        'We were asked to change the e-mail address of your account. It changes once the new address is confirmed. If you did not ask for it, change your password now.',
      ],
    },
  },
  order_link: {
    'zh-Hant': {
      heading: '你的訂單',
      paragraphs: ['你可以在此查看訂單：'],
      afterLink: '任何人持有此連結都可以查看及取消訂單，請勿轉發。',
    },
    en: {
      heading: 'Your order',
      paragraphs: ['You can see your order here:'],
      afterLink: 'Anybody with this link can see and cancel the order, so do not forward it.',
    },
  },
  password_changed: {
    'zh-Hant': {
      heading: '密碼已更改',
      paragraphs: ['你帳戶的密碼已更改，其他裝置已登出。如非你本人更改，請立即重設密碼。'],
    },
    en: {
      heading: 'Your password was changed',
      paragraphs: [
        'The password of your account was changed, and other devices were signed out. If it was not you, reset your password now.',
      ],
    },
  },
} as const satisfies Record<string, Readonly<Record<Language, AccountText>>>

export type AccountMailKind = keyof typeof accountTexts
export const isAccountMailKind = (kind: unknown): kind is AccountMailKind =>
  typeof kind === 'string' && Object.hasOwn(accountTexts, kind)
