import type { Language } from './letter.ts'

/** The shop's own: what it promises, it promises by the clock on its wall. */
const TIME_ZONE = 'Asia/Hong_Kong'
const locales: Readonly<Record<Language, string>> = { 'zh-Hant': 'zh-Hant-HK', en: 'en-HK' }

const format = (language: Language) =>
  new Intl.DateTimeFormat(locales[language], {
    ...{ timeZone: TIME_ZONE, dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' },
  })

/** `2026年11月25日 星期三 14:30`. @param at RFC 3339 */
export const formatMoment = (at: string, language: Language) => format(language).format(new Date(at))

export const formatSlot = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }, language: Language) =>
  format(language).formatRange(new Date(startsAt), new Date(endsAt))
