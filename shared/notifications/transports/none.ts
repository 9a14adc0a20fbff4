import type { Mailer } from '../mailer.ts'

/** Sends nothing: for a shop that tells its shoppers otherwise, through outgoing webhooks. */
export const noMailer: Mailer = { transport: 'none', shop: '', send: () => Promise.resolve() }
