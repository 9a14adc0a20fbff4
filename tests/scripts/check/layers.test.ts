import { expect, test } from 'vitest'
import { crossings, cycles, importsOf } from '../../../scripts/check/imports.ts'

const aliases = {
  '#mailer': { worker: './shared/notifications/open-edge.ts', default: './shared/notifications/open.ts' },
}
const files = (sources: Record<string, string>) =>
  new Map(Object.entries(sources).map(([file, source]) => [file, importsOf(file, source, aliases)]))

test.each([
  ['shared/carts/a.ts', '../platform/http/endpoint.ts', 'the domain knows no HTTP'],
  ['shared/orders/a.ts', '../../functions/_router.ts', 'shared code serves functions'],
  ['shared/platform/http/a.ts', '../../../scripts/database.ts', 'shared code serves functions'],
  ['shared/platform/db/a.ts', '../../catalog/product.ts', 'the platform knows no domain'],
  ['shared/platform/http/access/a.ts', '#mailer', 'the platform knows no domain'],
  ['functions/carts/a.ts', './get-cart.ts', 'a function stands alone'],
  ['functions/carts/b.ts', '../orders/get-order.ts', 'a function stands alone'],
  ['functions/carts/c.ts', '../_router.ts', 'a function stands alone'],
  ['scripts/a.ts', '../tests/support/shop.ts', 'only tests import tests'],
])('%s may not import %s: %s', (file, imported, because) => {
  for (const source of [
    `import { a } from '${imported}'`,
    `import type {\n  A,\n} from '${imported}'`,
    `await import('${imported}')`,
  ])
    expect(crossings(files({ [file]: source }))[0]).toContain(because)
})

test('a price reaches no database, through any file', () => {
  const impure = files({
    'shared/promotions/price-basket.ts': "import { fee } from './fee.ts'",
    'shared/promotions/fee.ts': "import { callRoutine } from '../platform/db/database.ts'",
  })
  expect(crossings(impure)).toEqual([expect.stringContaining('a price is pure')])
})

test('what is allowed passes', () => {
  const allowed = files({
    'functions/carts/get-cart.ts': "import { Cart } from '../../shared/carts/cart.ts'\nimport * as z from 'zod'",
    'functions/operations/docs.ts': "import { docsPage } from '../_docs/page.ts'",
    'shared/carts/cart.ts':
      "import type { Outcome } from '../outcome.ts'\nimport { a } from '../platform/db/database.ts'",
    'shared/platform/http/a.ts': "import { refusals } from '../../refusals.ts'\nimport { b } from '../db/database.ts'",
  })
  expect(crossings(allowed)).toEqual([])
  expect(cycles(allowed)).toEqual([])
})

test('a circle is named, file by file', () => {
  const circle = files({
    'shared/a/one.ts': "import { two } from './two.ts'",
    'shared/a/two.ts': "import type { Three } from './three.ts'",
    'shared/a/three.ts': "export { one } from './one.ts'",
  })
  expect(cycles(circle)).toEqual([
    'These files import each other in a circle: shared/a/one.ts → shared/a/two.ts → shared/a/three.ts → shared/a/one.ts',
  ])
})
