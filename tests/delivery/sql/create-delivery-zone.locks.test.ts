import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../../support/database.ts'
import { actor } from '../../support/sql/actor.ts'
import { twoSessions } from '../../support/sql/two-sessions.ts'

const terms = { name: { en: 'New' }, minimum_basket: 0, fee: 0, free_from: null, fallback: false, active: true }
const create = (zoneId: string, changes: object) => JSON.stringify({ actor, zoneId, zone: { ...terms, ...changes } })

describe.runIf(hasPostgres())('create_delivery_zone during another transaction', () => {
  test('waits for a concurrent new fallback zone and then replaces it as the fallback', async () => {
    const { shop, meet } = await twoSessions()
    const first = `select create_delivery_zone('${create('first', { fallback: true })}')`
    const values = [create('second', { fallback: true })]
    const { waited, answer } = await meet({ first, routine: 'create_delivery_zone', values })
    expect({ waited, answer }).toMatchObject({ waited: true, answer: { id: 'second', fallback: true } })
    expect(await shop.rows('select id, fallback, version from delivery_zones order by id')).toEqual([
      { id: 'first', fallback: false, version: 2 },
      { id: 'second', fallback: true, version: 1 },
    ])
  })
})
