import { fromNow, type RoutineShop, type Value } from './routine-shop.ts'

/** A link that was mailed to Ann. Its token has the hash `hash of ID`. */
export const insertLink = (shop: RoutineShop, id: string, changes: Record<string, Value> = {}) =>
  shop.insert('account_links', {
    ...{ token_hash: `hash of ${id}`, customer_id: 'ann', purpose: 'password_reset', email: 'ann@example.com' },
    ...{ expires_at: fromNow(60), ...changes },
  })

export const linkHashes = async (shop: RoutineShop) =>
  (await shop.rows('select token_hash from account_links order by token_hash')).map((row) => row.token_hash)

/** The mails about accounts that are queued, oldest first. */
export const queuedMails = async (shop: RoutineShop) =>
  (await shop.rows("select payload from outbox where topic = 'account_mail' order by id")).map((row) => row.payload)

/** Which of Ann's sessions are open. */
export const openSessions = async (shop: RoutineShop) =>
  (await shop.rows("select id from sessions where customer_id = 'ann' and ended_at is null order by id")).map(
    (row) => row.id,
  )
