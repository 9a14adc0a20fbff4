import type { Letter } from './letter.ts'
import type { Mailer } from './mailer.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'

/** Sends a letter to one address. @param key see `Mail.key` */
export function sendLetter(
  mailer: Mailer,
  to: string,
  key: string,
  letter: Letter,
  signal: AbortSignal,
): Promise<void> {
  const { subject } = letter
  return mailer.send({ to, subject, text: renderText(letter), html: renderHtml(letter), key }, signal)
}
