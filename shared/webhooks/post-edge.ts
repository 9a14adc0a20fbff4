import type { PostWebhook } from './post.ts'

/**
 * Edge functions have no private network to protect and no DNS hook: checking the URL is enough. Redirects are not
 * followed.
 */
export const postWebhook: PostWebhook = async ({ url, headers, body }, signal) => {
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
  await response.body?.cancel()
  return response.status
}
