import type { MailContent } from './mail-content.ts'
import type { Mailer } from './mailer.ts'
import { renderHtml } from './render-html.ts'
import { renderText } from './render-text.ts'

/** Renders a mail and sends it to one address. @param key see `Mail.key` */
export function sendMail(
  mailer: Mailer,
  to: string,
  key: string,
  content: MailContent,
  signal: AbortSignal,
): Promise<void> {
  const { subject } = content
  return mailer.send({ to, subject, text: renderText(content), html: renderHtml(content), key }, signal)
}
