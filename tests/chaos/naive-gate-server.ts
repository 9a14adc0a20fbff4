import { Redis } from 'ioredis'
import { configuration, environment } from '../../scripts/environment.ts'
import { databases } from '../../shared/platform/db/open.ts'
import { openPg } from '../../shared/platform/db/transports/pg.ts'
import type { KeyValueStore } from '../../shared/platform/kv/key-value-store.ts'
import { keyValueStores, openKeyValueStore } from '../../shared/platform/kv/open.ts'
import { serveRouter } from './serve-router.ts'

/**
 * A server with a naive gate, chosen by `NAIVE_GATE`: a counter in Redis that starts at `NAIVE_UNITS`. The flash-sale tests
 * start it to prove that they detect its errors.
 */
const UNITS = 'naive:units'
const env = environment()
const settings = configuration(env)
const redis = new Redis(settings.redisUrl ?? '')
await redis.set(UNITS, Number(env.NAIVE_UNITS), 'NX')

interface NaiveGate {
  /** The units that remain after taking these; negative if there are too few. */
  take(quantity: number): Promise<number>
  confirmed(quantity: number): Promise<unknown>
  refused(quantity: number): Promise<unknown>
}
const gates: Record<string, NaiveGate> = {
  'get-compare-decr': {
    take: async (quantity) => Number(await redis.get(UNITS)) - quantity,
    confirmed: (quantity) => redis.decrby(UNITS, quantity),
    refused: async () => {},
  },
  decr: {
    async take(quantity) {
      const left = await redis.decrby(UNITS, quantity)
      if (left < 0) await redis.incrby(UNITS, quantity)
      return left
    },
    confirmed: async () => {},
    refused: (quantity) => redis.incrby(UNITS, quantity),
  },
}

const gate = gates[env.NAIVE_GATE ?? '']
if (gate === undefined) throw new Error('NAIVE_GATE names no gate')
const run: KeyValueStore['run'] = async ({ name }, _keys, values) => {
  if (name === 'lease-units') {
    const left = await gate.take(Number(values[2]))
    return left < 0 ? ['sold_out', '0', '0', 'inf'] : ['leased', '0', `${left}`]
  }
  if (name !== 'settle-lease') return ['busy']
  await (values[0] === 'confirm' ? gate.confirmed(Number(values[3])) : gate.refused(Number(values[3])))
  return ['settled']
}
keyValueStores.bind(settings, { ...openKeyValueStore(settings.redisUrl), run })

/** This variant trusts the gate: the claim is written without another check of the allocation. */
const original = openPg(settings.databaseUrl ?? '')
const write = `with sale as (
    update flash_sales set claimed = claimed + (r ->> 'quantity')::integer
    from (select $1::jsonb as r) as request
    where id = r ->> 'saleId' and not exists (
      select from flash_sale_claims c where c.sale_id = id and c.customer_id = r ->> 'customerId' and status <> 'released')
    returning id, sku, price, r),
  claim as (
    insert into flash_sale_claims (id, sale_id, customer_id, quantity, price, expires_at)
    select r ->> 'claimId', id, r ->> 'customerId', (r ->> 'quantity')::integer, price,
      now() + make_interval(secs => (r ->> 'holdSeconds')::integer)
    from sale returning *)
  select json_build_object('holdMilliseconds', 1000, 'claim', json_build_object('id', c.id, 'saleId', c.sale_id, 'sku', s.sku,
    'quantity', c.quantity, 'price', c.price, 'expiresAt', c.expires_at)) as result
  from claim c join sale s on s.id = c.sale_id`
async function call(routine: string, argument: unknown): Promise<unknown> {
  if (routine !== 'claim_flash_sale') return original.call(routine, argument)
  const [row] = await original.query({ name: 'write_claim', text: write }, [JSON.stringify(argument)])
  // A customer with a claim gets the refusal of the real routine, and nothing is written.
  return row === undefined ? original.call(routine, argument) : row.result
}
databases.bind(settings, env.NAIVE_GATE === 'decr' ? original : { ...original, call })
serveRouter(env)
