import * as z from 'zod'
import type { Database } from '../../shared/platform/db/database.ts'

const Counts = z.object({ paid: z.int(), live: z.int(), refunded: z.int(), late: z.int(), unaccounted: z.int() })
export type MoneyCounts = z.output<typeof Counts>

/**
 * Counts every payment that succeeded at the sandbox provider. Its order is live, or the money was refunded or the
 * authorisation cancelled. `unaccounted` are payments with neither or both: there must be none. `late` counts payments of
 * orders that had expired before.
 */
export async function countPayments(database: Database): Promise<MoneyCounts> {
  const text = `with succeeded as (
      select payment_id, event ->> 'type' = 'payment_succeeded' as captured,
        max((event #>> '{data,amount}')::integer) as amount
      from sandbox_events where event ->> 'type' in ('payment_succeeded', 'payment_authorised') group by 1, 2
    ), judged as (
      select o.status in ('paid', 'picking', 'out_for_delivery', 'delivered') as live,
        case when s.captured then p.captured = s.amount else p.authorised = s.amount end as known,
        case when s.captured then p.refunded = s.amount
          else p.cancelled_at is not null or p.captured > 0 and p.refunded = p.captured end as back,
        exists (select from order_history h where h.order_id = o.id and h.status = 'expired') as late
      from succeeded s left join payments p on p.provider_payment_id = s.payment_id left join orders o on o.id = p.order_id
    )
    select count(*)::integer as paid, (count(*) filter (where known and live and not back))::integer as live,
      (count(*) filter (where known and back and not live))::integer as refunded,
      (count(*) filter (where late))::integer as late,
      (count(*) filter (where (known and (live and not back or back and not live)) is not true))::integer as unaccounted
    from judged`
  const [row] = await database.query({ name: 'count_payments', text }, [])
  return Counts.parse(row)
}

/** Makes every open payment due for a check, and every late callback due for delivery. */
export async function makeEverythingDue(database: Database): Promise<void> {
  const payments = 'update payments set next_check_at = now() where next_check_at is not null'
  await database.query({ name: 'make_payments_due', text: payments }, [])
  const callbacks = 'update outbox set available_at = now() where delivered_at is null and dead_at is null'
  await database.query({ name: 'make_outbox_due', text: callbacks }, [])
}
