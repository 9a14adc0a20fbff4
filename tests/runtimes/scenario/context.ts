/** Who and what a story needs. The first three are headers. */
export interface Cast {
  staff: Record<string, string>
  shopper: Record<string, string>
  cron: Record<string, string>
  /** Of the seed. */
  now: Date
  /** Somebody's server that outgoing webhooks go to. */
  receiver: string
  /** Makes a message that was given up; answers its id. */
  giveUp(): Promise<string>
}
