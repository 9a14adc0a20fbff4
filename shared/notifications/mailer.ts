/** A message that is ready to be sent. */
interface Mail {
  to: string
  subject: string
  text: string
  html: string
  /**
   * The same for every try of the same mail: it makes the Message-ID, and the provider's idempotency key. At least once
   * then looks like once: a provider sends it once, a mailbox can tell a second copy.
   */
  key: string
}

/** Who sends mail. */
export interface Mailer {
  transport: 'smtp' | 'resend' | 'file' | 'none'
  /** The shop's name, as the sender's has it. */
  shop: string
  /**
   * Resolves when the mail was taken over by whoever carries it.
   * @throws PermanentFailure when it will never be taken, as it is
   */
  send(mail: Mail, signal: AbortSignal): Promise<void>
}

/** `Larder` of `Larder <orders@shop.example>`. */
export const shopName = (from: string) => from.replace(/\s*<[^>]*>$/, '')

/** `<key@shop.example>`, in the domain of the sender. */
export function messageId(key: string, from: string): string {
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'larder.invalid'
  return `<${key}@${domain}>`
}
