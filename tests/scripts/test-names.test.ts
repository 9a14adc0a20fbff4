import { expect, test } from 'vitest'
import { testNamesIn } from '../../scripts/mutate-sql/test-names.ts'

const names = (text: string) => testNamesIn(text)

test('a test is named by its string, whatever quotes that has and whatever is run', () => {
  expect(names(`test('the seed', expectAgreement)\ntest("one's own", async () => {})`)).toEqual([
    'the seed',
    "one's own",
  ])
})

test('each row by its own words, and by no other test’s', () => {
  const text = `test.for([['paid', 'kept'], ['picking', 'gone']] as const)('%s: it is %s', async ([a]) => {})
    test.each(['one', { two: 2 }])('%s', () => {})
    test.for(rows)('%s of %s', () => {})`
  expect(names(text)).toEqual(['paid: it is kept', 'picking: it is gone', 'one', '%s', '%s of %s'])
})

test('what only looks like a test is none', () => {
  expect(names(`describe('a', () => { test('b', f) }); contest('c', f); const text = "test('d', f)"`)).toEqual(['b'])
})
