interface WebhookRequest {
  url: string
  headers: Record<string, string>
  body: string
  /** Allows a receiver on this machine. */
  development: boolean
}

/** Sends the request and returns the response status. The response body is not read. */
export type PostWebhook = (request: WebhookRequest, signal: AbortSignal) => Promise<number>
