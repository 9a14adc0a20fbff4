import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { emptyShop, importText, rowsOf } from './import-file.ts'

const { database } = await testDatabase()
beforeEach(() => emptyShop(database))

const HEAD = 'sku,category,price,name_en,stock'
const stored = () => rowsOf(database, 'select sku, price, name, active from products order by sku')
const active = async () =>
  (await rowsOf(database, 'select sku from products where active order by sku')).map(({ sku }) => sku)
const bytes = (...values: number[]) => new Uint8Array(values)
const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]))
function utf16(text: string, order: 'le' | 'be') {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
  return Uint8Array.from(units.flatMap((unit) => (order === 'le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])))
}

describe('a table is read as a shop’s programs write it', () => {
  const milk = [{ sku: 'M1', price: 123_450, name: { en: 'Milk, fresh' }, active: true }]
  test.each([
    ['Google Sheets: no last line break', `${HEAD}\r\nM1,Dairy,1234.50,"Milk, fresh",5`],
    ['Excel: UTF-8 with a byte order mark, CRLF', `\uFEFF${HEAD}\r\nM1,Dairy,1234.50,"Milk, fresh",5\r\n`],
    [
      'Excel in German: semicolons, a decimal comma, thousands',
      'sku;category;price;name_en;stock\r\nM1;Dairy;1.234,50;Milk, fresh;1500\r\n',
    ],
    ['Excel’s sep= line', 'sep=;\r\nsku;category;price;name_en\r\nM1;Dairy;1234,50;Milk, fresh\r\n'],
    ['a quoted sep= line', '"sep=|"\nsku|category|price|name_en\nM1|Dairy|1234.5|Milk, fresh\n'],
    ['tabs, CR alone', 'SKU\tCategory\tPrice\tName EN\rM1\tDairy\t1,234.50\tMilk, fresh\r'],
    ['pipes of a till', 'sku|category|price|name_en\nM1|Dairy|HK$1,234.50|Milk, fresh\n'],
    [
      'empty columns and rows behind the table',
      `${HEAD},,,\nM1,Dairy,1234.50,"Milk, fresh",5,,,\n,,,,,,,\n,,,,,,,\n\n`,
    ],
    ['a currency and spaces', `${HEAD}\nM1,Dairy,"$ 1,234.50 ","Milk, fresh","1,500"\n`],
    ['French thousands', 'sku;category;price;name_en\nM1;Dairy;1\u202f234,50 HKD;Milk, fresh\n'],
    ['texts that a spreadsheet must not change', `${HEAD}\n"=""M1""",Dairy,'1234.50,"Milk, fresh",12.0\n`],
    [
      'UTF-16 of Excel’s "Unicode text"',
      utf16('\uFEFFsku\tcategory\tprice\tname_en\r\nM1\tDairy\t1234.50\tMilk, fresh\r\n', 'le'),
    ],
    ['UTF-16, big end first', utf16(`\uFEFF${HEAD}\nM1,Dairy,1234.50,"Milk, fresh",5\n`, 'be')],
    ['UTF-16 without a mark', utf16(`${HEAD}\nM1,Dairy,1234.50,"Milk, fresh",5\n`, 'le')],
  ])('%s', async (_program, content) => {
    const report = await importText(database, content)
    expect(report).toMatchObject({ faults: [], broken: null, rows: 1, products: { created: 1 } })
    expect(await stored()).toEqual(milk)
  })

  test.each([
    [
      'windows-1252',
      'Crème brûlée',
      joined(ascii('Cr'), bytes(0xe8), ascii('me br'), bytes(0xfb), ascii('l'), bytes(0xe9), ascii('e')),
    ],
    ['big5', '鮮牛奶公升裝', bytes(0xc2, 0x41, 0xa4, 0xfb, 0xa5, 0xa4, 0xa4, 0xbd, 0xa4, 0xc9, 0xb8, 0xcb)],
    ['gbk', '鲜牛奶大瓶装', bytes(0xcf, 0xca, 0xc5, 0xa3, 0xc4, 0xcc, 0xb4, 0xf3, 0xc6, 0xbf, 0xd7, 0xb0)],
    ['shift_jis', 'おいしい牛乳', bytes(0x82, 0xa8, 0x82, 0xa2, 0x82, 0xb5, 0x82, 0xa2, 0x8b, 0x8d, 0x93, 0xfb)],
  ])('%s: %s', async (encoding, name, encoded) => {
    const file = joined(ascii('sku,category,price,name_zh_hant\nM1,Dairy,9.90,'), encoded, ascii('\n'))
    const named = await importText(database, file, { encoding, dryRun: true })
    expect(named).toMatchObject({ faults: [], products: { created: 1 } })
    const report = await importText(database, file)
    if (report.broken === null) expect(await stored()).toMatchObject([{ name: { 'zh-Hant': name } }])
    else expect(report.broken.reason).toMatch(/^is not in UTF-8; it may be in .*CSV UTF-8/)
    await importText(database, file, { encoding })
    expect(await stored()).toMatchObject([{ name: { 'zh-Hant': name } }])
  })
})

describe('a file that is no table says what it is', () => {
  test.each([
    ['a workbook', ascii('PK\x03\x04 workbook'), /workbook of Excel or LibreOffice/],
    ['an old workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /old Excel/],
    ['a picture', joined(bytes(0x89), ascii('PNG\r\n')), /image/],
    ['a PDF', ascii('%PDF-1.7'), /PDF/],
    ['a web page named .xls', ascii('<html><table><tr><td>sku'), /web page/],
    ['gzip', bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), /compressed/],
    ['bytes', bytes(1, 2, 0, 3, 4, 0, 0, 5, 6, 7), /not a text file/],
    ['nothing', ascii(''), /empty/],
  ])('%s', async (_kind, content, reason) => {
    expect(await importText(database, content)).toMatchObject({
      rows: 0,
      broken: { reason: expect.stringMatching(reason) },
    })
  })
})

test('bad values are reported with field, value and what to do', async () => {
  const head = 'sku,category,price,name_en,barcode,stock\n'
  const rows = [
    'B1,Tea,9.90,Tea,4.89E+12,5',
    'B2,Tea,9.90,Tea,,99999999999',
    'B3,Tea,€9.90,Tea,,5',
    `B4,Tea,9.90,${'x'.repeat(501)},,5`,
    `B5,${'x'.repeat(501)},9.90,Tea,,5`,
    'B6,Tea,9.90,Tea,36000291452,5',
    'B7,Tea,9.90,Tea,00000000,5',
    'B8,Tea,9.90,\u200b,,5',
    'B9,Tea,-5,Tea,,1.5',
  ]
  const { faults, products } = await importText(
    database,
    `${head}${rows.join('\n')}\nOK,Tea,9.90,Tea,4011,5\nOK2,Tea,9.90,Tea,2112345,5\n`,
  )
  expect(faults.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(
      /^barcode: "4\.89E\+12" is a number that a spreadsheet has shortened: format the column as text/,
    ),
    'stock: "99999999999" is above 1000000000',
    'price: "€9.90" is in another currency than HKD, the shop\'s',
    expect.stringMatching(/^name_en: "x{60}…" has more than 500 characters/),
    expect.stringMatching(/^category: "x{60}…" has more than 500 characters/),
    expect.stringMatching(/^barcode: "36000291452" has lost leading zeros.*write 036000291452/),
    expect.stringMatching(/^barcode: "00000000" is all zeros/),
    expect.stringMatching(/name_en: is empty/),
    'price: "-5" is negative; stock: "1.5" is not a whole number',
  ])
  expect(products.created).toBe(2)
})

describe('ten products, and the next day', () => {
  const day = (...lines: string[]) => [HEAD, ...lines].join('\n')
  const line = (number: number, name = `Item ${number}`) => `UC-${number},Commas,2.00,${name},5`
  const ten = Array.from({ length: 10 }, (_, index) => line(index + 1))
  const all = ten.map((row) => row.split(',')[0]).sort()
  beforeEach(() => importText(database, day(...ten)))
  const without = (number: number) => ten.filter((row) => !row.startsWith(`UC-${number},`))
  const replaced = (number: number, row: string) => ten.map((one) => (one.startsWith(`UC-${number},`) ? row : one))

  test.each([
    ['a comma in a name', 'UC-4,Commas,2.00,Item 4, large,5'],
    ['a missing cell', 'UC-4,Commas,2.00,5'],
    ['an open quote', 'UC-4,Commas,2.00,"Item 4,5'],
    ['another case', 'uc-4,Commas,free,Item 4,5'],
    ['columns in another order', 'Commas,UC-4,2.00,Item 4,5'],
    ['a SKU that cannot be read', ',Commas,2.00,Item 4,5'],
  ])('%s takes nothing off sale', async (_fault, row) => {
    const report = await importText(database, day(...replaced(4, row)))
    expect(report.products.deactivated).toBe(0)
    expect(await active()).toEqual(expect.arrayContaining(all))
  })

  test('what the file lacks is deactivated, also when another row is bad but its SKU is known', async () => {
    const rows = without(7).map((row) => (row.startsWith('UC-4,') ? 'UC-4,Commas,2.00,Item 4, large,5' : row))
    expect(await importText(database, day(...rows))).toMatchObject({ bad: 1, kept: null, products: { deactivated: 1 } })
    expect(await active()).toEqual(all.filter((sku) => sku !== 'UC-7'))
  })

  test('a dry run reports what a run does, and writes nothing', async () => {
    const next = day('new-1,Other > New,1.00,New,5', ...without(7), 'UC-1,Commas,1,Twice,5').replace(
      'UC-2,Commas,2.00',
      'UC-2,Fresh,3.00',
    )
    const before = await stored()
    const rehearsed = await importText(database, next, { dryRun: true })
    expect(await stored()).toEqual(before)
    expect(rehearsed).toMatchObject({
      dryRun: true,
      bad: 1,
      products: { created: 1, changed: 1, unchanged: 8, deactivated: 1 },
    })
    expect({ ...rehearsed, dryRun: false }).toEqual(await importText(database, next))
  })

  test('another source takes nothing off sale, and a product of both stays until both have dropped it', async () => {
    const bakery = { source: 'bakery' }
    await importText(database, day('BUN,Bread,1.00,Bun,5', line(1)), bakery)
    await importText(database, day(...ten))
    expect(await active()).toEqual(['BUN', ...all])
    await importText(database, day(...without(1)))
    expect(await active()).toContain('UC-1')
    expect(await importText(database, day('BUN,Bread,1.00,Bun,5'), bakery)).toMatchObject({
      products: { deactivated: 1 },
    })
    expect(await active()).toEqual(['BUN', ...all.filter((sku) => sku !== 'UC-1')])
  })

  test('a file of which nothing can be loaded is given up early', async () => {
    const report = await importText(database, day(...Array.from({ length: 5_000 }, () => 'x,y')))
    expect(report).toMatchObject({
      rows: 1_000,
      bad: 1_000,
      broken: { reason: expect.stringContaining('all of its first 1000 rows') },
    })
    expect(await active()).toEqual(all)
  })
})

describe('barcodes', () => {
  const table = (...rows: string[]) =>
    `sku,category,price,name_en,barcode\n${rows.map((row) => row.replace(',', ',Tea,5,Tea,')).join('\n')}\n`
  const codes = async () =>
    Object.fromEntries(
      (await rowsOf(database, 'select sku, barcode from products order by sku')).map((row) => [row.sku, row.barcode]),
    )
  const [one, two, three] = ['4890000000003', '4890000000010', '4890000000027']

  test('of a product that left the feed goes to its successor', async () => {
    await importText(database, table(`OAT-OLD,${one}`, `TEA,${two}`))
    const next = table(`OAT-NEW,${one}`, `TEA,${two}`)
    const rehearsed = await importText(database, next, { dryRun: true })
    const report = await importText(database, next)
    expect(report).toMatchObject({ faults: [], products: { created: 1, deactivated: 1 } })
    expect({ ...rehearsed, dryRun: false }).toEqual(report)
    expect(await codes()).toEqual({ 'OAT-NEW': one, 'OAT-OLD': null, TEA: two })
  })

  test('are exchanged between rows that lie far apart, in a circle, and one is cleared', async () => {
    const filler = Array.from({ length: 60 }, (_, index) => `F-${index},`)
    await importText(database, table(`A,${one}`, ...filler, `B,${two}`, `C,${three}`))
    const next = table(`A,${two}`, ...filler, `B,${three}`, `C,${one}`)
    const rehearsed = await importText(database, next, { dryRun: true })
    const report = await importText(database, next)
    expect(report).toMatchObject({ faults: [], products: { changed: 3, unchanged: 60 } })
    expect({ ...rehearsed, dryRun: false }).toEqual(report)
    expect(await codes()).toMatchObject({ A: two, B: three, C: one })
    await importText(database, table(`A,`, ...filler, `B,${two}`, `C,${one}`))
    expect(await codes()).toMatchObject({ A: null, B: two, C: one })
  })

  test('a number in another padding is the same, and the refusal names the holder', async () => {
    await importText(database, table('A,036000291452', 'B,'))
    const report = await importText(database, table('A,036000291452', 'B,0036000291452'))
    expect(report.faults).toMatchObject([
      { row: 2, sku: 'B', reason: expect.stringContaining('the product A of row 1') },
    ])
    expect(await codes()).toEqual({ A: '036000291452', B: null })
  })

  test('whoever counts on a barcode that its product keeps is refused too', async () => {
    await importText(database, table(`A,${one}`, `B,${two}`, `C,${three}`))
    const next = table(`A,${two}`, `B,${three}`, `C,4890000000000`)
    const report = await importText(database, next)
    expect(report.faults.map(({ sku }) => sku)).toEqual(['A', 'B', 'C'])
    expect(await codes()).toEqual({ A: one, B: two, C: three })
  })
})
