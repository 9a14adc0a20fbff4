import { describe, expect, test } from 'vitest'
import { testShop } from '../../support/shop.ts'

const shop = await testShop()

async function folded(routine: 'fold_characters' | 'fold_text', written: string) {
  const [row] = await shop.rows(`select ${routine}($1) as folded`, [written])
  return row?.folded
}

describe('fold_characters', () => {
  test.each([
    ['Ｍｉｌｋ', 'milk'],
    ['Häagen', 'haagen'],
    ['가', '가'],
    [
      "Kellogg’s Kellogg's Kellogg‘s Kellogg`s Kellogg´s Kellogg＇s Kelloggʼs",
      'kelloggs kelloggs kelloggs kelloggs kelloggs kelloggs kelloggs',
    ],
    ['鮮奶', '鲜奶'],
    ['Weißwurst WEIẞ', 'weisswurst weiss'],
    ['Smørrebrød, Œufs, Æble, Złoty', 'smorrebrod, oeufs, aeble, zloty'],
    ['1000 mcg 1,000mcg 1,000 µg 1000微克', '1000mcg  1000mcg  1000mcg  1000mcg '],
    ['1,000,000 IU 1000000 國際單位', '1000000iu  1000000iu '],
    ['500 mg 500毫克 12 oz 12安士 2 lbs 2磅', '500mg  500mg  12oz  12oz  2lb  2lb '],
    ['30 cm 30厘米 30公分 5 mm 5毫米', '30cm  30cm  30cm  5mm  5mm '],
    ['5 mcgx, 3 ozone, 2 cmx', '5 mcgx, 3 ozone, 2 cmx'],
    ['Grams of milk', 'grams of milk'],
    ['1,000 g', '1000g '],
    ['1,00', '1,00'],
    ['500 mls 500ml 500毫升 500 亳升', '500ml  500ml  500ml  500ml '],
    ['1.5 litres 1.5L 1.5公升 2升 2 ltr 2 lt 1 liter', '1.5l  1.5l  1.5l  2l  2l  2l  1l '],
    ['2 kg 2公斤 2千克 2 kilos 2 kilograms', '2kg  2kg  2kg  2kg  2kg '],
    ['200 grams 200g 200克 200 gm 200 grammes', '200g  200g  200g  200g  200g '],
    ['7 lions, 3 mlx, 4 kgs2, 5 green', '7 lions, 3 mlx, 4kg 2, 5 green'],
  ])('%s: %s', async (written, expected) => {
    expect(await folded('fold_characters', written)).toBe(expected)
  })
})

describe('fold_text', () => {
  test.each([
    ['  M&M’s -- 1.5 L. ', 'm ms 1.5l'],
    ['A.B 3.14. .5', 'a b 3.14 5'],
    ['ドリンク！', 'ドリンク'],
  ])('%s: %s', async (written, expected) => {
    expect(await folded('fold_text', written)).toBe(expected)
  })
})
