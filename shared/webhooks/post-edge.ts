import type { PostWebhook } from './post.ts'

/** At the edge there is no network of ours to protect, and no look-up to look at: the URL was checked. No redirects. */
export const postWebhook: PostWebhook = async ({ url, headers, body }, signal) => {
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
  await response.body?.cancel()
  return response.status
}
