/** Who has not come for a month signs in anew. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60
