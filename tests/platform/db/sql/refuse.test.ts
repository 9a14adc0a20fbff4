import { expect, test } from 'vitest'
import { routineShop } from '../../../support/sql/routine-shop.ts'

const shop = await routineShop()

test('refuse: ends the call with a code and its facts', async () => {
  expect(await shop.run('refuse', 'slot_full', '{"slotId": "s"}')).toEqual({
    refused: 'slot_full',
    facts: { slotId: 's' },
  })
})

test('refuse: without facts, the facts are empty', async () => {
  expect(await shop.run('refuse', 'slot_full')).toEqual({ refused: 'slot_full', facts: {} })
})
