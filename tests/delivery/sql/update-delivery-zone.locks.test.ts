import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { insertZone } from '../../support/sql/shop-rows.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const change = (zoneId: string, changes: object, ifMatch?: number) =>
  JSON.stringify({ actor, zoneId, changes, ifMatch })
const routine = 'update_delivery_zone'

describe.runIf(hasPostgres())('update_delivery_zone during another transaction', () => {
  test('waits for a concurrent update and then refuses the old version', async () => {
    const { shop, meet } = await twoSessions()
    await insertZone(shop, 'z')
    const first = `select update_delivery_zone('${change('z', { fee: 5 })}')`
    const { waited, answer } = await meet({ first, routine, values: [change('z', { fee: 9 }, 1)] })
    const refusal = { refused: 'precondition_failed', facts: { version: 2 } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })

  test('waits for a concurrent update of another zone and then refuses the area that it took', async () => {
    const { shop, meet } = await twoSessions()
    for (const id of ['y', 'z']) await insertZone(shop, id)
    const areas = { districts: ['both'] }
    const first = `select update_delivery_zone('${change('y', areas)}')`
    const { waited, answer } = await meet({ first, routine, values: [change('z', areas)] })
    const refusal = { refused: 'area_taken', facts: { area: 'both', zoneId: 'y' } }
    expect({ waited, answer }).toEqual({ waited: true, answer: refusal })
  })

  test('an order reads the committed zone without waiting', async () => {
    const { shop, meet } = await twoSessions()
    await insertZone(shop, 'z', { fallback: true })
    const first = `select update_delivery_zone('${change('z', { fee: 5 })}')`
    const { waited, answer } = await meet({ first, routine: 'find_zone_for_address', values: ['{"line1": "1"}'] })
    expect({ waited, answer }).toMatchObject({ waited: false, answer: { id: 'z', fee: 0, version: 1 } })
  })
})
