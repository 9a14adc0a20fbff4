import { describe, expect, test } from 'vitest'
import { readCommandLine } from '../../../scripts/simulate/options.ts'

describe('the command line', () => {
  test('needs baskets only', () => {
    expect(readCommandLine(['--baskets', 'b.csv'])).toEqual({
      baskets: 'b.csv',
      orders: null,
      concurrency: 8,
      seed: 1,
      url: null,
      json: null,
      callbacks: null,
      kills: 0,
    })
  })

  test('accepts every option', () => {
    const args = '--baskets b --orders 10 --concurrency 3 --seed 0 --url http://shop.example:8000/ --json o.json'
    expect(readCommandLine(args.split(' '))).toEqual({
      baskets: 'b',
      orders: 10,
      concurrency: 3,
      seed: 0,
      url: 'http://shop.example:8000',
      json: 'o.json',
      callbacks: null,
      kills: 0,
    })
  })

  test('accepts failures for a shop that is started for the run', () => {
    const read = readCommandLine('--baskets b --callbacks lost=10,repeated=5 --kills 20'.split(' '))
    expect(read).toMatchObject({ callbacks: { lost: 10, late: 0, repeated: 5, reordered: 0 }, kills: 20 })
  })

  test('--help wins', () => expect(readCommandLine(['--help'])).toBe('help'))

  test.each([
    ['', /--baskets/],
    ['--baskets b --restock', /--restock/],
    ['--baskets b extra', /extra/],
    ['--baskets b --callbacks lost', /--callbacks/],
    ['--baskets b --kills -1', /--kills/],
    ['--baskets b --kills 3 --url http://shop.example', /leave --url out/],
    ['--baskets b --callbacks lost=1 --url http://shop.example', /leave --url out/],
    ['--baskets b --orders 0', /--orders .* not 0/],
    ['--baskets b --orders 1.5', /--orders/],
    ['--baskets b --orders -3', /--orders/],
    ['--baskets b --concurrency many', /--concurrency/],
    ['--baskets b --concurrency 1001', /--concurrency/],
    ['--baskets b --seed 99999999999', /--seed/],
    ['--baskets b --url shop.example', /--url/],
    ['--baskets b --url ftp://shop.example', /--url/],
  ])('%j is refused in one line', (text, words) => {
    const read = readCommandLine(text.split(' ').filter(Boolean))
    expect(read).toEqual({ fault: expect.stringMatching(words) })
    expect(JSON.stringify(read)).not.toContain('\\n')
  })
})
