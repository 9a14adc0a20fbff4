import type { Letter } from './letter.ts'
import { type StaffEvent, staffTexts } from './staff-texts.ts'

/** A subject and a heading name so many, and say how many more there are. */
const NAMED_AT_FIRST = 3

/** A mail to staff. @param about what it is about, as they find it in the back office: `L-17`, an address, products */
export function staffMail(event: StaffEvent, about: readonly string[], shop: string): Letter {
  const { 'zh-Hant': chinese, en } = staffTexts[event]
  const more = about.length - NAMED_AT_FIRST
  const named = about.slice(0, NAMED_AT_FIRST).join(', ') + (more > 0 ? `, + ${more}` : '')
  const all = more > 0 ? [about.join(', ')] : []
  return {
    shop,
    subject: `[${shop}] ${chinese.heading} ${en.heading} (${named})`,
    sections: {
      'zh-Hant': { heading: `${chinese.heading}：${named}`, paragraphs: [...all, chinese.task] },
      en: { heading: `${en.heading}: ${named}`, paragraphs: [...all, en.task] },
    },
  }
}
