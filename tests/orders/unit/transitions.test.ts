import { expect, test } from 'vitest'
import { stagesAfter, stagesBefore, targets, transitions } from '../../../shared/orders/transitions.ts'

test.each([
  ['pending_payment', ['cancelled']],
  ['paid', ['picking', 'cancelled']],
  ['picking', ['packed', 'out_for_delivery', 'cancelled']],
  ['packed', ['out_for_delivery']],
  ['out_for_delivery', ['delivered']],
  ['delivered', []],
  ['cancelled', []],
  ['nowhere', []],
])('an order in stage %s can move to %j', (stage, after) => {
  expect(stagesAfter(stage)).toEqual(after)
})

test.each([
  ['picking', ['paid']],
  ['packed', ['picking']],
  ['out_for_delivery', ['picking', 'packed']],
  ['delivered', ['out_for_delivery']],
  ['cancelled', ['pending_payment', 'paid', 'picking']],
] as const)('stage %s can follow %j', (target, before) => {
  expect(stagesBefore(target)).toEqual(before)
})

test('every transition leads to a target stage, and its effect is a sentence', () => {
  expect(new Set(transitions.map(({ to }) => to))).toEqual(new Set(targets))
  expect(transitions.filter(({ effect }) => !effect.endsWith('.'))).toEqual([])
})
