import { expect, test } from 'vitest'
import { importCycles, layerViolations, parseImports } from '../../../scripts/check/imports.ts'

const aliases = {
  '#mailer': { worker: './shared/notifications/open-edge.ts', default: './shared/notifications/open.ts' },
}
const files = (sources: Record<string, string>) =>
  new Map(Object.entries(sources).map(([file, source]) => [file, parseImports(file, source, aliases)]))

test.each([
  ['shared/carts/a.ts', '../platform/http/endpoint.ts', 'the domain must not depend on HTTP'],
  ['shared/orders/a.ts', '../../functions/_router.ts', 'shared code must not depend on functions'],
  ['shared/platform/http/a.ts', '../../../scripts/database.ts', 'shared code must not depend on functions'],
  ['shared/platform/db/a.ts', '../../catalog/product.ts', 'the platform must not depend on a domain'],
  ['shared/platform/http/access/a.ts', '#mailer', 'the platform must not depend on a domain'],
  ['functions/carts/a.ts', './get-cart.ts', 'a function must not depend on another function'],
  ['functions/carts/b.ts', '../orders/get-order.ts', 'a function must not depend on another function'],
  ['functions/carts/c.ts', '../_router.ts', 'a function must not depend on another function'],
  ['scripts/a.ts', '../tests/support/shop.ts', 'only tests import tests'],
])('%s may not import %s: %s', (file, imported, because) => {
  for (const source of [
    `import { a } from '${imported}'`,
    `import type {\n  A,\n} from '${imported}'`,
    `await import('${imported}')`,
  ])
    expect(layerViolations(files({ [file]: source }))[0]).toContain(because)
})

test('pricing imports no database, directly or indirectly', () => {
  const impure = files({
    'shared/promotions/price-basket.ts': "import { fee } from './fee.ts'",
    'shared/promotions/fee.ts': "import { callRoutine } from '../platform/db/database.ts'",
  })
  expect(layerViolations(impure)).toEqual([expect.stringContaining('pricing must be a pure function')])
})

test('allowed imports pass', () => {
  const allowed = files({
    'functions/carts/get-cart.ts': "import { Cart } from '../../shared/carts/cart.ts'\nimport * as z from 'zod'",
    'functions/operations/docs.ts': "import { docsPage } from '../_docs/page.ts'",
    'shared/carts/cart.ts':
      "import type { Outcome } from '../outcome.ts'\nimport { a } from '../platform/db/database.ts'",
    'shared/platform/http/a.ts': "import { refusals } from '../../refusals.ts'\nimport { b } from '../db/database.ts'",
  })
  expect(layerViolations(allowed)).toEqual([])
  expect(importCycles(allowed)).toEqual([])
})

test('a cycle is reported with all its files', () => {
  const circle = files({
    'shared/a/one.ts': "import { two } from './two.ts'",
    'shared/a/two.ts': "import type { Three } from './three.ts'",
    'shared/a/three.ts': "export { one } from './one.ts'",
  })
  expect(importCycles(circle)).toEqual([
    'Import cycle: shared/a/one.ts → shared/a/two.ts → shared/a/three.ts → shared/a/one.ts',
  ])
})
