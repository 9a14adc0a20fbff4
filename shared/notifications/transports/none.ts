import type { Mailer } from '../mailer.ts'

/** Sends nothing, for a shop that notifies its shoppers itself through outgoing webhooks. */
export const noMailer: Mailer = { transport: 'none', shop: '', send: () => Promise.resolve() }
