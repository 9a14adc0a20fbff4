import type { Department } from '../department.ts'

export const snacks: Department = {
  slug: 'snacks-sweets',
  name: ['零食及糖果', 'Snacks & Sweets'],
  shelves: [
    {
      slug: 'chips-nuts',
      name: ['薯片、小食及果仁', 'Chips, Snacks & Nuts'],
      items: [
        ['CHIP-0001', 'crunchhall', '90g', 1590, 190, '海鹽薯片', 'Sea Salt Potato Chips'],
        ['CHIP-0002', 'crunchhall', '90g', 1590, 175, '燒烤味薯片', 'Barbecue Potato Chips'],
        ['CHIP-0003', 'crunchhall', '90g', 1590, 150, '熱浪辣味薯片', 'Hot & Spicy Potato Chips'],
        ['CHIP-0004', 'crunchhall', '80g', 1090, 165, '蝦條', 'Prawn Sticks'],
        ['CHIP-0005', 'crunchhall', '150g', 2290, 92, '粟米脆片', 'Tortilla Chips'],
        ['CHIP-0006', 'crunchhall', '100g', 1990, 86, '焦糖爆谷', 'Caramel Popcorn'],
        ['CHIP-0007', 'fartide', '32g', 1890, 100, '燒紫菜', 'Roasted Seaweed'],
        ['NUTS-0001', 'crunchhall', '150g', 3290, 78, '鹽焗腰果', 'Salted Cashews'],
        ['NUTS-0002', 'crunchhall', '150g', 3290, 70, '烘焙杏仁', 'Roasted Almonds'],
        ['NUTS-0003', 'crunchhall', '200g', 1490, 95, '南乳花生', 'Red Bean Curd Peanuts'],
        ['NUTS-0004', 'orchardrow', '200g', 3490, 46, '無核西梅乾', 'Pitted Prunes'],
        ['JERK-0001', 'oakvale', '80g', 3990, 52, '沙嗲牛肉乾', 'Satay Beef Jerky'],
      ],
    },
    {
      slug: 'biscuits-bars',
      name: ['餅乾及能量棒', 'Biscuits & Bars'],
      items: [
        ['BISC-0001', 'wheatlane', '300g', 1890, 110, '香蔥梳打餅', 'Spring Onion Crackers'],
        ['BISC-0002', 'wheatlane', '200g', 2190, 98, '朱古力粒曲奇', 'Chocolate Chip Cookies'],
        ['BISC-0003', 'wheatlane', '250g', 1790, 105, '檸檬夾心餅', 'Lemon Sandwich Biscuits'],
        ['BISC-0004', 'wheatlane', '400g', 2290, 88, '全麥消化餅', 'Digestive Biscuits'],
        ['BISC-0005', 'pineapplebun', '350g', 5990, 40, '家鄉雞蛋卷', 'Crispy Egg Rolls'],
        ['BISC-0006', 'cocoaarch', '150g', 1690, 112, '榛子威化', 'Hazelnut Wafers'],
        ['BARS-0001', 'crunchhall', '35g x 6', 3490, 64, '果仁能量棒', 'Nut Energy Bars'],
        ['SEAS-0001', 'pineapplebun', '4 pcs', 19800, 30, '雙黃白蓮蓉月餅', 'Lotus Seed Mooncakes, Two Yolks'],
      ],
    },
    {
      slug: 'chocolate',
      name: ['朱古力', 'Chocolate'],
      items: [
        ['CHOC-0001', 'cocoaarch', '100g', 1890, 160, '牛奶朱古力', 'Milk Chocolate'],
        ['CHOC-0002', 'cocoaarch', '100g', 2290, 120, '70%黑朱古力', '70% Dark Chocolate'],
        ['CHOC-0003', 'cocoaarch', '100g', 2190, 115, '原粒榛子朱古力', 'Whole Hazelnut Chocolate'],
        ['CHOC-0004', 'cocoaarch', '16 tablets', 8990, 42, '精選朱古力禮盒', 'Assorted Chocolate Gift Box'],
        ['CHOC-0005', 'cocoaarch', '150g', 2490, 58, '朱古力棉花糖', 'Chocolate Marshmallows'],
      ],
    },
    {
      slug: 'candy-gum',
      name: ['糖果及香口膠', 'Candy & Gum'],
      items: [
        ['CNDY-0001', 'sugarpearl', '180g', 1990, 100, '果汁軟糖', 'Fruit Chews'],
        ['CNDY-0002', 'sugarpearl', '150g', 1790, 92, '熊仔橡皮糖', 'Gummy Bears'],
        ['CNDY-0003', 'sugarpearl', '120g', 1490, 84, '特強薄荷糖', 'Extra Strong Mints'],
        ['CNDY-0004', 'sugarpearl', '150g', 1690, 76, '話梅糖', 'Salted Plum Candy'],
        ['CGUM-0001', 'sugarpearl', '40 tablets', 1890, 130, '薄荷香口膠', 'Mint Chewing Gum'],
      ],
    },
  ],
}
