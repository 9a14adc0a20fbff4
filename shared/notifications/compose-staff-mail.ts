import type { MailContent } from './mail-content.ts'
import { type StaffEvent, staffTexts } from './staff-texts.ts'

/** Items that a subject lists; the others are counted. */
const MAX_LISTED = 3

/** A mail to staff. @param subjects what it is about: an order number (`L-17`), a URL or products */
export function composeStaffMail(event: StaffEvent, subjects: readonly string[], shop: string): MailContent {
  const { 'zh-Hant': chinese, en } = staffTexts[event]
  const more = subjects.length - MAX_LISTED
  const listed = subjects.slice(0, MAX_LISTED).join(', ') + (more > 0 ? `, + ${more}` : '')
  const all = more > 0 ? [subjects.join(', ')] : []
  return {
    shop,
    subject: `[${shop}] ${chinese.heading} ${en.heading} (${listed})`,
    sections: {
      'zh-Hant': { heading: `${chinese.heading}：${listed}`, paragraphs: [...all, chinese.task] },
      en: { heading: `${en.heading}: ${listed}`, paragraphs: [...all, en.task] },
    },
  }
}
