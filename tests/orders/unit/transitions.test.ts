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
])('an order that is %s can go to %j', (stage, after) => {
  expect(stagesAfter(stage)).toEqual(after)
})

test.each([
  ['picking', ['paid']],
  ['packed', ['picking']],
  ['out_for_delivery', ['picking', 'packed']],
  ['delivered', ['out_for_delivery']],
  ['cancelled', ['pending_payment', 'paid', 'picking']],
] as const)('to be %s it must have been %j', (target, before) => {
  expect(stagesBefore(target)).toEqual(before)
})

test('every step leads to where an order can be asked to be, and says what it does', () => {
  expect(new Set(transitions.map(({ to }) => to))).toEqual(new Set(targets))
  expect(transitions.filter(({ effect }) => !effect.endsWith('.'))).toEqual([])
})
