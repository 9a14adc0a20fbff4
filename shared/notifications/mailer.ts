/** A rendered mail. */
interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /**
   * The same for every attempt to send the mail. It is the provider's idempotency key and part of the Message-ID, so
   * that a provider sends the mail once, and a mailbox can detect a duplicate.
   */
  key: string
}

export interface Mailer {
  transport: 'smtp' | 'resend' | 'file' | 'none'
  /** Name of the shop: the sender's name. */
  shop: string
  /**
   * Resolves when the mail server or provider has accepted the mail.
   * @throws PermanentFailure if it will never accept this mail
   */
  send(mail: Mail, signal: AbortSignal): Promise<void>
}

/** `Larder <orders@shop.example>` → `Larder` */
export const shopName = (from: string) => from.replace(/\s*<[^>]*>$/, '')

/** `<key@shop.example>`, with the sender's domain. */
export function messageId(key: string, from: string): string {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'larder.invalid'
  return `<${key}@${domain}>`
}
