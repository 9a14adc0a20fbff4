import { expect, test } from 'vitest'
import { contentSizeOf } from '../../../scripts/price-watch/content-size.ts'

test.each([
  ['Oat Drink 946mL', 946, 'ml'],
  ['Rusk 75g', 75, 'g'],
  ['Lemonade 330mL x 8', 2640, 'ml'],
  ['Lemonade 1.5L x 6', 9000, 'ml'],
  ['Spring Water 6 X 1.5 LT', 9000, 'ml'],
  ['Corn Oil 3 X 900 ML', 2700, 'ml'],
  ['Ramen 160GX3', 480, 'g'],
  ['Toothpaste 200g × 2', 400, 'g'],
  ['Paste 2 x 60g', 120, 'g'],
  ["Teabags 100'S x 2G", 200, 'g'],
  ['Ice Cups 75mL x 6 cups', 450, 'ml'],
  ['Rice 5 kg', 5000, 'g'],
  ['Milk 1L', 1000, 'ml'],
  ['Milk 1 LT', 1000, 'ml'],
  ['Flour 2.27kg', 2270, 'g'],
  ['Bun 8pcs', 8, 'each'],
  ['Wipes 70pcs x 3', 210, 'each'],
  ["Eggs 10'S", 10, 'each'],
  ['Fish Ball  8pcs 144g', 144, 'g'],
  ['Prunes 10oz 283g', 283, 'g'],
  ['Sauce 295g 10.4oz', 295, 'g'],
  ['Sweetener 50g 50 Sachets', 50, 'g'],
  ['Bar (5 bars) 110g', 110, 'g'],
  ['Cereal 165g (33g x 5)', 165, 'g'],
  ['Cauliflower Pack 1kg (05279)', 1000, 'g'],
  ['(1 kg) (101375509)', 1000, 'g'],
  ['Pad 25cm 18pcs', 18, 'each'],
] as const)('%s', (name, quantity, unit) => {
  expect(contentSizeOf(name)).toEqual({ quantity, unit })
})

test.each([
  ['Oatmeal 1KG+200G', 'a sum'],
  ['Chocolate 62.5g', 'not whole grams'],
  ['Probiotic Drink 5S 63 ML', 'of one, or of five?'],
  ['Tissue 10/12 rolls', 'ten or twelve?'],
  ['Bacon 12oz', 'an ounce is of weight or of volume'],
  ['(each pc) (35220)', 'a shop code'],
  ['Tea x 25', 'of what?'],
  ['7 Up', 'a name'],
  ['Gloves', 'nothing'],
])('%s has no clear content: %s', (name) => {
  expect(contentSizeOf(name)).toBeNull()
})
