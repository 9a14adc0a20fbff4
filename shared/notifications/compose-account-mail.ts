import { type AccountMailKind, accountTexts } from './account-texts.ts'
import type { Language, MailContent, Section } from './mail-content.ts'

/** A mail about an account, in both languages. @param link the address to open, if the mail has one */
export function composeAccountMail(kind: AccountMailKind, shop: string, link?: string): MailContent {
  const texts = accountTexts[kind]
  const section = (language: Language): Section => {
    const { heading, paragraphs, ...text } = texts[language]
    const after = 'afterLink' in text ? [text.afterLink] : []
    return { heading, paragraphs: [...paragraphs, ...(link === undefined ? [] : [link]), ...after] }
  }
  return {
    shop,
    subject: `[${shop}] ${texts['zh-Hant'].heading} ${texts.en.heading}`,
    sections: { 'zh-Hant': section('zh-Hant'), en: section('en') },
  }
}
