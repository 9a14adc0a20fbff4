import { expect, test } from 'vitest'
import { nextCommands, suggestMessage } from '../../scripts/test/suggest-commit.ts'

test.each([
  [['functions/orders/place-order.ts'], 'feat: [Orders] implement [Place order] logic'],
  [
    [
      'functions/carts/put-item.ts',
      'shared/carts/change-cart.ts',
      'tests/functions/carts/put-item.test.ts',
      'README.md',
    ],
    'feat: [Carts] implement [Put item] logic',
  ],
  [
    ['shared/promotions/apportion.ts', 'tests/promotions/apportion.test.ts'],
    'feat: [Promotions] implement [Apportion] logic',
  ],
  [
    ['shared/db/routines/a.sql', 'shared/db/b.ts', 'shared/db/c.ts', 'shared/db/d.ts', 'shared/db/e.ts'],
    'feat: [Db] implement [B, c, d and 1 more] logic',
  ],
  [['Dockerfile', 'render.yaml'], 'feat: [Shop] implement [Dockerfile, render] logic'],
])('%j is suggested as %s', (paths, message) => {
  expect(suggestMessage(paths)).toBe(message)
})

test('three commands, and none without a change', () => {
  const lines = nextCommands(["functions/orders/it's.ts"]).trim().split('\n').slice(1)
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe('  git add --all')
  expect(lines[1]).toMatch(/^ {2}git commit -m '[^']+'$/)
  expect(lines[2]).toBe('  git push')
  expect(nextCommands([])).toBe('')
})
