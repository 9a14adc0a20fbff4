import { fromNow, type RoutineShop, type Value } from './routine-shop.ts'

type Columns = Record<string, Value>

/** An endpoint that wants every event. */
export const insertEndpoint = (shop: RoutineShop, id: string, endpoint: Columns = {}) =>
  shop.insert('webhook_endpoints', {
    ...{ id, url: `https://${id}.example/`, created_at: fromNow(-60), updated_at: fromNow(-60), ...endpoint },
  })

/** A delivery of an order's event to an endpoint, which waits. */
export const insertDelivery = (shop: RoutineShop, id: string, endpoint: string, delivery: Columns = {}) =>
  shop.insert('webhook_deliveries', {
    ...{ id, endpoint_id: endpoint, event_type: 'order.paid', order_id: 'order', body: '{"n": 1}' },
    ...{ created_at: fromNow(-60), ...delivery },
  })

/** The row of the outbox that a delivery waits in. */
export const insertOutboxRow = (shop: RoutineShop, delivery: string, message: Columns = {}) =>
  shop.insert('outbox', {
    ...{ topic: 'webhook', order_id: 'order', lane: 'shop-a', payload: JSON.stringify({ deliveryId: delivery }) },
    ...{ available_at: fromNow(900), attempts: 3, ...message },
  })
