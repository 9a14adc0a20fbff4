-- Disputes of a payment, what a refund is for, and one identity for each customer.

-- A payment can be disputed more than once. Each dispute is a set of facts that only grow. A dispute blocks every payout
-- while it is open and after it is lost; a dispute that is both won and lost counts as lost.
create table payment_disputes (
  payment_id text collate "C" not null,
  -- The provider's id. The payment's own id for a provider that names no disputes.
  id text collate "C" not null,
  -- The disputed amount, as the provider reported it. Null: not reported.
  amount integer,
  reason text,
  -- By the clock after the payment is locked, so that it compares with the times of refunds.
  opened_at timestamptz not null default clock_timestamp(),
  won_at timestamptz,
  lost_at timestamptz,
  constraint payment_disputes_pkey primary key (payment_id, id),
  constraint payment_disputes_payment_fkey foreign key (payment_id) references payments (id),
  constraint payment_disputes_amount_not_negative check (amount >= 0)
);
insert into payment_disputes (payment_id, id, opened_at, won_at, lost_at)
select id, id, disputed_at, dispute_won_at, dispute_lost_at from payments where disputed_at is not null;

alter table payment_events add column dispute_id text collate "C";

-- The state of the order's disputes together, for lists. Null: never disputed.
alter table orders
  add column dispute_status text,
  -- { at, by (the account), reason }: the decision of staff to fulfil the order in spite of its dispute.
  add column dispute_decision jsonb,
  add constraint orders_dispute_status check (dispute_status in ('open', 'won', 'lost'));
update orders o set dispute_status = case
  when p.dispute_lost_at is not null then 'lost' when p.dispute_won_at is not null then 'won' else 'open' end
from payments p where p.order_id = o.id and p.disputed_at is not null;
create index orders_disputed_idx on orders (number) where dispute_status in ('open', 'lost');
create index orders_refund_failed_idx on orders (number) where refund_failed_at is not null;

-- withdrawn: a dispute opened before the provider got the request. Nothing is paid, now or later.
alter table refunds
  add column withdrawn_at timestamptz,
  -- The provider may have got the request. Set before the first attempt.
  add column sent_at timestamptz,
  drop constraint refunds_status,
  drop constraint refunds_status_matches_times,
  add constraint refunds_status check (status in ('requested', 'succeeded', 'failed', 'not_charged', 'withdrawn')),
  add constraint refunds_status_matches_times check (status = case
    when failed_at is not null then 'failed' when succeeded_at is not null then 'succeeded'
    when withdrawn_at is not null then 'withdrawn'
    when status = 'not_charged' and not packed then 'not_charged' else 'requested' end);
update refunds set sent_at = created_at where status = 'requested';

-- What a refund is for, so that it ends the same before and after packing. lines: units of the order's lines. delivery, bags,
-- deposit, tip: a fee. goodwill: in addition to everything else, as are refunds made by hand at the provider. order: what the shop returns
-- itself, because the order ended or costs less.
alter table refunds
  add column purpose text not null default 'order',
  add constraint refunds_purpose check (purpose in ('lines', 'delivery', 'bags', 'deposit', 'tip', 'goodwill', 'order'));
update refunds r set purpose = case
  when exists (select from refund_lines l where l.refund_id = r.id) then 'lines' else 'goodwill' end
where requested_by is not null or reason = 'at_the_provider';

-- One customer has one identity for limits: the account, and the normalised e-mail address (email_identity).
-- Uses from before count for the account or the address as it was entered.
alter table coupon_redemptions
  add column identity text,
  -- The buyer was signed in with a confirmed address.
  add column verified boolean not null default false,
  -- Until its order is paid, a use without a confirmed address is only a hold: it does not count against the owner of the
  -- address.
  add column paid_at timestamptz;
update coupon_redemptions set identity = customer;
update coupon_redemptions r set paid_at = o.updated_at
from orders o where o.id = r.order_id and o.status <> 'pending_payment';
alter table coupon_redemptions alter column identity set not null;
create index coupon_redemptions_identity_idx on coupon_redemptions (coupon_id, identity);

-- Null: a claim from before. It counts for its account.
alter table flash_sale_claims add column identity text;
create index flash_sale_claims_identity_idx on flash_sale_claims (sale_id, identity) where status <> 'released';
