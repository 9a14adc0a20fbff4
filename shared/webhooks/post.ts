/** A request that goes to a host of somebody else's choice. */
interface WebhookRequest {
  url: string
  headers: Record<string, string>
  body: string
  /** In development a receiver may be on this machine. */
  development: boolean
}

/** Sends it and answers the status. What the receiver says beyond that is not read. */
export type PostWebhook = (request: WebhookRequest, signal: AbortSignal) => Promise<number>
