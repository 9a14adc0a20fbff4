import { expect, test } from 'vitest'
import { routineShop } from '../../support/sql/routine-shop.ts'

const shop = await routineShop()

test.for([
  ['district', '  Sham   Shui Po ', 'sham shui po'],
  ['district', 'Wan Chai District', 'wan chai'],
  ['district', '灣仔區', '灣仔'],
  ['district', '湾仔区', '湾仔'],
  ['district', 'District Court', 'district court'],
  ['postcode', ' sw1a-1AA ', 'sw1a1aa'],
  ['postcode', null, null],
  ['district', null, null],
] as const)('normalize_area_name of a %s: %j is %j', async ([kind, name, area]) => {
  expect(await shop.run('normalize_area_name', kind, name)).toBe(area)
})
