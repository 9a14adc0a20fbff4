/** The languages of a mail, in the order in which it has them. */
export const languages = ['zh-Hant', 'en'] as const
export type Language = (typeof languages)[number]

export interface OrderTable {
  lines: readonly { name: string; quantity: string; total: string }[]
  sums: readonly { label: string; amount: string }[]
  /** When and where it comes, line by line. */
  delivery: readonly string[]
}

/** What a mail says in one language. */
export interface Section {
  heading: string
  paragraphs: readonly string[]
  order?: OrderTable
}

/** A mail before it is rendered: the same in each of its languages. */
export interface Letter {
  /** Of the shop, as the sender's name has it. */
  shop: string
  subject: string
  sections: Readonly<Record<Language, Section>>
}
