import type { Language } from './mail-content.ts'

const locales: Readonly<Record<Language, string>> = { 'zh-Hant': 'zh-Hant-HK', en: 'en-HK' }

const format = (language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(locales[language], {
    ...{ timeZone, dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' },
  })

/** `2026年11月25日 星期三 14:30`, in the time zone of the shop. @param at RFC 3339 */
export const formatTime = (at: string, language: Language, timeZone: string) =>
  format(language, timeZone).format(new Date(at))

export const formatSlot = (
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  language: Language,
  timeZone: string,
) => format(language, timeZone).formatRange(new Date(startsAt), new Date(endsAt))
