import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { manifest } from '../../../functions/_manifest.ts'
import { readSqlFiles } from '../../../scripts/sql-files.ts'
import {
  CLAIM,
  inventoryRoutines,
  recordDatabaseCall,
} from '../../../shared/platform/observability/instruments/container.ts'
import { flashSaleShop } from '../../flash-sales/flash-sale-shop.ts'
import { testShop } from '../../support/shop.ts'
import { samples } from './samples.ts'

const shop = await testShop({ variables: { METRICS_TOKEN: 'a-token-for-scrapers' } })
const scrape = async () => {
  const answer = await shop.call('GET', '/metrics', { headers: { authorization: 'Bearer a-token-for-scrapers' } })
  expect(answer.status).toBe(200)
  return samples(answer.text)
}

test('401 without the token of scrapers', async () => {
  expect((await shop.call('GET', '/metrics')).status).toBe(401)
  expect(
    (await shop.call('GET', '/metrics', { headers: { authorization: 'Bearer another-token-entirely' } })).status,
  ).toBe(401)
})

test('an order is counted once, also when it is replayed; a refusal is counted by its code', async () => {
  const before = await scrape()
  const cart = await shop.cart({ lines: { 'MILK-0001': 2 } })
  await shop.place(cart, { key: 'counted' })
  await shop.place(cart, { key: 'counted' })
  await shop.place(cart, { key: 'another' })
  const after = await scrape()
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(grown('larder_orders_total')).toBe(1)
  expect(grown('larder_http_requests_total{route="/orders",method="POST",status="201"}')).toBe(2)
  expect(grown('larder_problems_total{operation="place-order",code="cart_already_ordered"}')).toBe(1)
  expect(grown('larder_http_request_seconds_count{route="/orders"}')).toBe(3)
})

test('a payment event is counted by its outcome', async () => {
  const before = await scrape()
  await shop.conclude(await shop.order({ lines: { 'MILK-0001': 1 } }))
  const after = await scrape()
  const paid = 'larder_payment_events_total{outcome="paid"}'
  expect((after.get(paid) ?? 0) - (before.get(paid) ?? 0)).toBe(1)
})

test('claims of a flash sale are counted by outcome', async () => {
  const { sale, claim, shopper } = await flashSaleShop(shop)
  const before = await scrape()
  const { id } = await sale({ allocation: 1, perCustomerLimit: 1 })
  for (const customer of [await shopper(), await shopper()]) await claim(id, customer)
  const after = await scrape()
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
  expect(grown('larder_flash_sale_attempts_total{outcome="claimed"}')).toBe(1)
  expect(grown('larder_flash_sale_attempts_total{outcome="flash_sale_sold_out"}')).toBe(1)
})

test('the operation of claims and the routines that change stock exist', async () => {
  expect(manifest.map(({ definition }) => definition.operation)).toContain(CLAIM)
  const { routines } = await readSqlFiles()
  const there = new Set(routines.map(({ name }) => name.replace('.sql', '')))
  expect([...inventoryRoutines].filter((name) => !there.has(name))).toEqual([])
  recordDatabaseCall({ statement: 'place_orders', seconds: 0.004, waitSeconds: 0, failed: false, idle: false })
  expect([...(await scrape()).keys()]).toContain('larder_inventory_update_seconds_count{routine="place_orders"}')
})

test('catalog reads are counted by source', async () => {
  const cached = await testShop({ variables: { METRICS_TOKEN: 'a-token-for-scrapers', USE_CACHE: 'True' } })
  const before = await scrape()
  for (let read = 0; read < 3; read += 1) await cached.call('GET', '/products/MILK-0001')
  const after = await scrape()
  const grown = (outcome: string) => {
    const name = `larder_catalog_cache_reads_total{outcome="${outcome}"}`
    return (after.get(name) ?? 0) - (before.get(name) ?? 0)
  }
  // The three reads may take longer than the lifetime of a value.
  expect(grown('hit') + grown('database') + grown('shared')).toBe(3)
  expect(grown('database')).toBeGreaterThan(0)
})

test('the backlog is reported by kind', async () => {
  const names = [...(await scrape()).keys()]
  expect(names).toContain('larder_backlog{work="outbox"}')
  expect(names).toContain('larder_backlog_oldest_seconds{work="inbox"}')
  expect(names).toContain('larder_backlog_dead{work="outbox"}')
})

const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
})

test('alerts and dashboard use only existing metrics', async () => {
  const answer = await shop.call('GET', '/metrics', { headers: { authorization: 'Bearer a-token-for-scrapers' } })
  const existing = new Set([...answer.text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  const file = (path: string) => readFile(new URL(`../../../monitoring/${path}`, import.meta.url), 'utf8')
  const { panels } = Dashboard.parse(JSON.parse(await file('grafana/dashboards/larder.json')))
  const alerts = [...(await file('alerts.yml')).matchAll(/expr: (.*)/g)].map(([, expr]) => expr ?? '')
  const expressions = [...alerts, ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))]
  const names = expressions.flatMap((expr) => expr.match(/\b(larder|nodejs|process)_\w+/g) ?? [])
  const unknown = names.filter((name) => !existing.has(name) && !existing.has(name.replace(/_(bucket|sum|count)$/, '')))
  expect(unknown).toEqual([])
  expect(names.length).toBeGreaterThan(25)
})
