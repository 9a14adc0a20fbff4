/** What the scenario needs. The first three are request headers. */
export interface ScenarioContext {
  staff: Record<string, string>
  shopper: Record<string, string>
  cron: Record<string, string>
  /** Of the seed. */
  now: Date
  /** The URL that receives outgoing webhooks. */
  receiver: string
  /** Inserts the link of a mail to a customer; returns its token. */
  addLink(purpose: 'password_reset' | 'email_verification', email: string): Promise<string>
  /** Inserts a dead outbox message; returns its id. */
  addDeadMessage(): Promise<string>
}
