import { describe, expect, test } from 'vitest'
import { readCommandLine, USAGE } from '../../../scripts/build/command-line.ts'

const operations = ['get-cart', 'get-product', 'list-products', 'place-order']
const read = (args: string[], publicUrl?: string) => readCommandLine(args, operations, publicUrl)

test('without a target it builds for the image and the tests', () => {
  expect(read([])).toEqual({ target: null, only: [], host: 'api.shop.example', origin: null, sentry: false })
})

test.each([
  [['--target=workers'], { target: 'workers', only: [], host: 'api.shop.example', origin: null, sentry: false }],
  [
    ['--target', 'deno', '--only', 'get-cart', '--only=place-order', '--sentry'],
    { target: 'deno', only: ['get-cart', 'place-order'], host: 'api.shop.example', origin: null, sentry: true },
  ],
  [['--target=lambda', '--only', 'get-cart,get-product'], { target: 'lambda', only: ['get-cart', 'get-product'] }],
  [['--target=workers', '--origin=https://shop.onrender.com'], { origin: 'https://shop.onrender.com' }],
])('%j', (args, command) => {
  expect(read(args)).toMatchObject(command)
})

test('the host is that of --host, else of PUBLIC_URL', () => {
  expect(read(['--target=workers'], 'https://api.store.example/x')).toMatchObject({ host: 'api.store.example' })
  expect(read(['--target=workers', '--host=a.example'], 'https://b.example')).toMatchObject({ host: 'a.example' })
})

describe('is refused with a suggestion', () => {
  test.each([
    [['--target=worker'], 'there is no target worker: did you mean workers?'],
    [['--target=vercl'], 'there is no target vercl: did you mean vercel?'],
    [['--target=heroku'], 'there is no target heroku: there are workers, vercel, netlify, deno, lambda, container'],
    [['--target=deno', '--only=get-carts'], 'there is no operation get-carts: did you mean get-cart?'],
    [['--target=deno', '--only=products'], 'there is no operation products: did you mean list-products?'],
    [['--target=container', '--only=get-cart'], '--only does not apply to container, which has all operations'],
    [
      ['--only=get-cart'],
      '--only, --host, --origin and --sentry require --target=workers|vercel|netlify|deno|lambda|container',
    ],
    [['--target=workers', '--host=https://x'], '--host must be a name like api.shop.example, not https://x'],
    [
      ['--target=workers', '--origin=shop.example/x'],
      '--origin must be a URL like https://shop.example, not shop.example/x',
    ],
    [['--tarhet=workers'], "Unknown option '--tarhet'"],
  ])('%j', (args, fault) => {
    expect(read(args)).toEqual({ fault })
  })
})

test('--help names every target', () => {
  expect(read(['--help'])).toBe('help')
  for (const target of ['workers', 'vercel', 'netlify', 'deno', 'lambda', 'container']) {
    expect(USAGE).toContain(`--target=${target} `)
  }
})
