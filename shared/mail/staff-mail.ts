import type { Letter } from './letter.ts'
import { type StaffEvent, staffTexts } from './staff-texts.ts'

/** A mail to staff. @param about what it is about, as they find it in the back office: `L-17`, an address */
export function staffMail(event: StaffEvent, about: string, shop: string): Letter {
  const { 'zh-Hant': chinese, en } = staffTexts[event]
  return {
    shop,
    subject: `[${shop}] ${chinese.heading} ${en.heading} (${about})`,
    sections: {
      'zh-Hant': { heading: `${chinese.heading}：${about}`, paragraphs: [chinese.task] },
      en: { heading: `${en.heading}: ${about}`, paragraphs: [en.task] },
    },
  }
}
