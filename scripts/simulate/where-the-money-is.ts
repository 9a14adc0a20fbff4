import * as z from 'zod'
import type { Database } from '../../shared/platform/db/database.ts'

const Counts = z.object({ paid: z.int(), live: z.int(), refunded: z.int(), late: z.int(), strays: z.int() })
export type MoneyCounts = z.output<typeof Counts>

/**
 * What became of every payment that the sandbox's own books say succeeded: its order lives, or the money went back, or was
 * let go. `strays` are those of which neither is true, or both are: there must be none. `late` had expired before.
 */
export async function whereTheMoneyIs(database: Database): Promise<MoneyCounts> {
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
      (count(*) filter (where (known and (live and not back or back and not live)) is not true))::integer as strays
    from judged`
  const [row] = await database.query({ name: 'where_the_money_is', text }, [])
  return Counts.parse(row)
}

/** All that may be open at the provider is to be looked at now, and its late callbacks are to come. */
export async function lookAtAll(database: Database): Promise<void> {
  const payments = 'update payments set next_check_at = now() where next_check_at is not null'
  await database.query({ name: 'look_at_all', text: payments }, [])
  const callbacks = 'update outbox set available_at = now() where delivered_at is null and dead_at is null'
  await database.query({ name: 'all_due', text: callbacks }, [])
}
