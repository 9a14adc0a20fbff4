import type { Department } from '../department.ts'

export const bakery: Department = {
  slug: 'bakery-breakfast',
  name: ['麵包及早餐', 'Bakery & Breakfast'],
  shelves: [
    {
      slug: 'bread-buns',
      name: ['麵包', 'Bread & Buns'],
      items: [
        ['BRED-0001', 'wheatlane', '8 slices', 1590, 90, '軟滑白方包', 'White Sandwich Bread'],
        ['BRED-0002', 'wheatlane', '8 slices', 1790, 80, '全麥方包', 'Wholemeal Brown Bread'],
        ['BRED-0003', 'wheatlane', '400g', 2290, 36, '提子方包', 'Raisin Loaf'],
        ['BRED-0004', 'wheatlane', '500g', 3890, 18, '裸麥酸種包', 'Rye Sourdough'],
        ['BRED-0005', 'larder', '2 pcs', 1990, 44, '半焗法包', 'Part-baked Baguettes'],
        ['BUNS-0001', 'pineapplebun', '4 pcs', 1890, 60, '菠蘿包', 'Pineapple Buns'],
        ['BUNS-0002', 'pineapplebun', '4 pcs', 1890, 54, '雞尾包', 'Cocktail Buns'],
        ['BUNS-0003', 'pineapplebun', '6 pcs', 1690, 75, '牛奶餐包', 'Milk Dinner Rolls'],
        ['BUNS-0004', 'wheatlane', '6 pcs', 1990, 48, '芝麻漢堡包', 'Sesame Burger Buns'],
        ['BUNS-0005', 'wheatlane', '6 pcs', 1990, 42, '熱狗包', 'Hot Dog Rolls'],
      ],
    },
    {
      slug: 'pastries-cakes',
      name: ['糕餅及西點', 'Pastries & Cakes'],
      items: [
        ['PAST-0001', 'pineapplebun', '4 pcs', 2290, 46, '酥皮蛋撻', 'Flaky Egg Tarts'],
        ['PAST-0002', 'wheatlane', '4 pcs', 2690, 50, '牛油牛角包', 'Butter Croissants'],
        ['PAST-0003', 'wheatlane', '2 pcs', 2490, 32, '杏仁丹麥酥', 'Almond Danish Pastries'],
        ['PAST-0004', 'pineapplebun', '4 pcs', 2890, 28, '老婆餅', 'Sweetheart Cakes'],
        ['CAKE-0001', 'pineapplebun', '4 pcs', 1690, 58, '紙包蛋糕', 'Paper-wrapped Sponge Cakes'],
        ['CAKE-0002', 'wheatlane', '250g', 2290, 34, '雲呢拿瑞士卷', 'Vanilla Swiss Roll'],
        ['CAKE-0003', 'wheatlane', '6 pcs', 1990, 66, '朱古力條裝蛋糕', 'Chocolate Cake Bars'],
        ['CAKE-0004', 'alpenbach', '10 pcs', 3290, 52, '貝殼牛油蛋糕', 'Madeleines'],
        ['WAFF-0001', 'alpenbach', '250g', 2590, 62, '比利時格仔餅', 'Belgian Waffles'],
        ['RUSK-0001', 'alpenbach', '225g', 1990, 40, '香脆多士', 'Crisp Rusks'],
      ],
    },
    {
      slug: 'cereal-spreads',
      name: ['穀類早餐及果醬', 'Cereal & Spreads'],
      items: [
        ['CERE-0001', 'wheatlane', '500g', 3490, 70, '粟米片', 'Corn Flakes'],
        ['CERE-0002', 'wheatlane', '800g', 3290, 85, '即食燕麥片', 'Instant Oatmeal'],
        ['CERE-0003', 'wheatlane', '450g', 4990, 38, '果仁穀物麥片', 'Fruit & Nut Muesli'],
        ['JAMS-0001', 'orchardrow', '340g', 2890, 60, '士多啤梨果醬', 'Strawberry Jam'],
        ['JAMS-0002', 'orchardrow', '340g', 2890, 44, '橙皮果醬', 'Orange Marmalade'],
        ['SPRD-0001', 'crunchhall', '340g', 2990, 74, '幼滑花生醬', 'Smooth Peanut Butter'],
        ['SPRD-0002', 'cocoaarch', '350g', 3990, 68, '榛子朱古力醬', 'Hazelnut Chocolate Spread'],
        ['HONY-0001', 'orchardrow', '500g', 5990, 42, '百花蜂蜜', 'Wildflower Honey'],
        ['SYRP-0001', 'orchardrow', '250ml', 6490, 26, '純楓樹糖漿', 'Pure Maple Syrup'],
      ],
    },
  ],
}
