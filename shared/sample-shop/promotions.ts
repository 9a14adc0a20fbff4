import {
  bundleFree,
  bundlePrice,
  bundleSaving,
  nthPercent,
  nthPrice,
  quantityPercent,
  type SeedPromotion,
} from './promotion-builders.ts'

const freshMilk = ['MILK-0001', 'MILK-0003', 'MILK-0004']
const yogurts = ['YOGT-0001', 'YOGT-0002', 'YOGT-0003']
const sodaPacks = ['SODA-0001', 'SODA-0002', 'SODA-0003']
const chips = ['CHIP-0001', 'CHIP-0002', 'CHIP-0003']
const dumplings = ['DIMS-0001', 'DIMS-0002']
const steamed = ['DIMS-0003', 'DIMS-0004', 'DIMS-0005', 'DIMS-0006', 'DIMS-0007']
const sausages = ['SAUS-0001', 'SAUS-0002', 'SAUS-0003']
const packetTea = ['TEAS-0001', 'TEAS-0002']
const soyaMilk = ['SOYA-0001', 'SOYA-0002']
const chocolateBars = ['CHOC-0001', 'CHOC-0002', 'CHOC-0003']
const biscuits = ['BISC-0001', 'BISC-0002', 'BISC-0003', 'BISC-0004']
const catCans = ['CATS-0002', 'CATS-0003']
const pasta = ['PSTA-0001', 'PSTA-0002', 'PSTA-0003']
const sauces = ['SAUC-0001', 'SAUC-0002', 'SAUC-0003']
const buns = ['BUNS-0001', 'BUNS-0002', 'BUNS-0003']
const tubs = ['ICEC-0001', 'ICEC-0002', 'ICEC-0003']
const wines = ['WINE-0001', 'WINE-0002', 'WINE-0003', 'WINE-0004', 'WINE-0005', 'WINE-0006']
const cleaning = ['CLEN-0001', 'CLEN-0002', 'CLEN-0003', 'CLEN-0004']
const frozenVegetables = ['FVEG-0001', 'FVEG-0002', 'FVEG-0003']
const purees = ['BABY-0002', 'BABY-0003']
const dairyAisle = [...freshMilk, 'CREM-0001', 'BUTR-0001', 'BUTR-0002', 'CHEE-0001', 'CHEE-0002']

/** Some products are in two promotions: the shopper gets the better combination. All products are sold by the piece. */
export const promotions: readonly SeedPromotion[] = [
  bundlePrice('MILK-2-45', ['雲坡鮮牛奶946毫升', 'Cloudslope fresh milk 946ml', freshMilk], 2, 4500),
  bundlePrice('YOGURT-3-26', ['雲坡乳酪', 'Cloudslope yogurt', yogurts], 3, 2600),
  bundlePrice('SODA-2-58', ['泡泡灣汽水8罐裝', 'Fizz Bay soda, 8 cans', sodaPacks], 2, 5800),
  bundlePrice('CHIPS-2-28', ['脆脆堂薯片', 'Crunch Hall chips', chips], 2, 2800),
  bundlePrice('LAGER-5-58', ['罐裝拉格啤酒500毫升', 'Canned lager 500ml', ['BEER-0002']], 5, 5800),
  bundlePrice('TUNA-3-42', ['水浸吞拿魚', 'Tuna in water', ['CANS-0001']], 3, 4200),

  bundleSaving('DUMPLING-2-8', ['急凍餃子', 'Frozen dumplings', dumplings], 2, 800),
  bundleSaving('DIMSUM-3-15', ['竹籠街急凍點心', 'Bamboo Steamer dim sum', steamed], 3, 1500),
  bundleSaving('SAUSAGE-2-10', ['橡谷香腸', 'Oakvale sausages', sausages], 2, 1000),
  bundleSaving('WATER-2-12', ['蒸餾水12樽裝', 'Distilled water, 12 bottles', ['WATR-0002']], 2, 1200),
  bundleSaving('RICE-2-20', ['泰國茉莉香米5公斤', 'Thai jasmine rice 5kg', ['RICE-0001']], 2, 2000),

  bundleFree('TEA-4-1', ['茶渡紙包茶', 'Tea Ferry packet tea', packetTea], 4, 1),
  bundleFree('CHOCOLATE-3-1', ['可可拱廊朱古力', 'Cocoa Arcade chocolate', chocolateBars], 3, 1, 'dearest'),
  bundleFree('BISCUIT-3-1', ['麥香里餅乾', 'Wheat Lane biscuits', biscuits], 3, 1),
  bundleFree('CATCAN-6-2', ['貓尾里貓罐頭', 'Cattail Lane cat food', catCans], 6, 2),
  bundleFree('TISSUE-4-1', ['盒裝面紙', 'Box tissues', ['PAPR-0002']], 4, 1),

  nthPrice('PASTA-2ND-10', ['奧瑪拉意粉', 'Olmara pasta', pasta], 2, 1000),
  nthPrice('SAUCE-3RD-1', ['瓦甕醬園醬料', 'Clay Jar sauces', sauces], 3, 100),
  nthPrice('WIPES-2ND-1', ['嬰兒濕紙巾', 'Baby wipes', ['BABY-0005']], 2, 100),

  nthPercent('ICECREAM-2ND-HALF', ['雪頂屋雪糕', 'Peakfrost ice cream', tubs], 2, 50),
  nthPercent('BUNS-2ND-30', ['街角餅店麵包', 'Corner Bun Shop buns', buns], 2, 30),
  nthPercent('TOOTHPASTE-2ND-HALF', ['亮齒坊薄荷牙膏', 'Molarbright mint toothpaste', ['DENT-0001']], 2, 50),

  quantityPercent('WINE-6-15', ['精選葡萄酒', 'Selected wines', wines], 6, 15),
  quantityPercent('CLEANING-3-20', ['晴屋清潔用品', 'Sunny House cleaning', cleaning], 3, 20),
  quantityPercent('FROZENVEG-3-15', ['雪窗急凍蔬菜', 'Snowpane frozen vegetables', frozenVegetables], 3, 15),
  quantityPercent('PUREE-5-12', ['小嫩芽果菜蓉', 'Tiny Shoots purées', purees], 5, 12),
  quantityPercent('NOODLE-4-10', ['麻油味即食麵', 'Instant noodles, sesame oil', ['NOOD-0001']], 4, 10),

  bundleSaving('DAIRY-4-20', ['奶類精選', 'Dairy favourites', dairyAisle], 4, 2000),
  nthPercent('SOYA-2ND-25', ['石磨巷豆奶6包裝', 'Stonemill soya milk, 6 packs', soyaMilk], 2, 25),
  quantityPercent(
    'PARTY-6-20',
    ['派對零食', 'Party snacks', [...chips, 'CHIP-0005', 'CHIP-0006', ...sodaPacks]],
    6,
    20,
  ),
]
