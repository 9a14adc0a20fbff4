/** The languages of a mail, in display order. */
export const languages = ['zh-Hant', 'en'] as const
export type Language = (typeof languages)[number]

export interface OrderTable {
  lines: readonly { name: string; quantity: string; total: string }[]
  sums: readonly { label: string; amount: string }[]
  /** Time and address of the delivery, one entry a line. */
  delivery: readonly string[]
}

/** The content of a mail in one language. */
export interface Section {
  heading: string
  paragraphs: readonly string[]
  order?: OrderTable
}

/** A mail before it is rendered. */
export interface MailContent {
  /** Name of the shop: the sender's name. */
  shop: string
  subject: string
  sections: Readonly<Record<Language, Section>>
}
