import type { Department } from '../department.ts'

export const frozen: Department = {
  slug: 'frozen-food',
  name: ['急凍食品', 'Frozen Food'],
  shelves: [
    {
      slug: 'dim-sum-dumplings',
      name: ['急凍點心及餃子', 'Dim Sum & Dumplings'],
      temperature: 'frozen',
      items: [
        ['DIMS-0001', 'steamer', '450g', 3290, 120, '急凍白菜豬肉餃子', 'Pork & Cabbage Dumplings'],
        ['DIMS-0002', 'steamer', '450g', 3290, 105, '急凍韭菜豬肉餃子', 'Pork & Chive Dumplings'],
        ['DIMS-0003', 'steamer', '300g', 3490, 90, '急凍鮮蝦雲吞', 'Shrimp Wontons'],
        ['DIMS-0004', 'steamer', '320g', 2890, 84, '急凍蟹籽燒賣', 'Siu Mai with Crab Roe'],
        ['DIMS-0005', 'steamer', '240g', 3990, 70, '急凍水晶蝦餃', 'Har Gow Shrimp Dumplings'],
        ['DIMS-0006', 'steamer', '6 pcs', 2690, 78, '急凍蜜汁叉燒包', 'Barbecue Pork Buns'],
        ['DIMS-0007', 'steamer', '300g', 3190, 60, '急凍小籠包', 'Xiao Long Bao'],
        ['DIMS-0008', 'steamer', '200g', 2290, 10, '急凍黑芝麻湯圓', 'Black Sesame Tong Yuen'],
      ],
    },
    {
      slug: 'frozen-meat-fish',
      name: ['急凍肉類及魚', 'Frozen Meat & Fish'],
      temperature: 'frozen',
      items: [
        ['FMEA-0001', 'snowpane', '1kg', 5490, 88, '急凍雞中翼', 'Frozen Chicken Mid-wings'],
        ['FMEA-0002', 'snowpane', '500g', 3990, 54, '香脆雞塊', 'Chicken Nuggets'],
        ['FMEA-0003', 'snowpane', '400g', 3690, 46, '牛丸', 'Beef Balls'],
        ['FFSH-0001', 'fartide', '400g', 4590, 50, '急凍鱈魚柳', 'Frozen Cod Fillets'],
        ['FFSH-0002', 'fartide', '300g', 3290, 62, '魚手指', 'Fish Fingers'],
        ['FFSH-0003', 'fartide', '300g', 5990, 48, '急凍蝦仁', 'Frozen Shrimp Meat'],
      ],
    },
    {
      slug: 'frozen-vegetables-meals',
      name: ['急凍蔬果及即食餐', 'Frozen Vegetables & Meals'],
      temperature: 'frozen',
      items: [
        ['FVEG-0001', 'snowpane', '500g', 1990, 115, '急凍雜菜粒', 'Frozen Mixed Vegetables'],
        ['FVEG-0002', 'snowpane', '500g', 1990, 92, '急凍青豆', 'Frozen Green Peas'],
        ['FVEG-0003', 'snowpane', '500g', 2490, 66, '急凍西蘭花', 'Frozen Broccoli'],
        ['FVEG-0004', 'snowpane', '750g', 2890, 98, '急凍粗薯條', 'Frozen Chunky Chips'],
        ['FVEG-0005', 'snowpane', '600g', 2790, 74, '急凍薯餅', 'Frozen Hash Browns'],
        ['FVEG-0006', 'snowpane', '400g', 4490, 40, '急凍雜莓', 'Frozen Mixed Berries'],
        ['FMLS-0001', 'snowpane', '400g', 3990, 44, '肉醬千層麵', 'Beef Lasagne'],
        ['FMLS-0002', 'snowpane', '350g', 4290, 56, '火腿蘑菇薄餅', 'Ham & Mushroom Pizza'],
        ['FMLS-0003', 'snowpane', '300g', 2990, 64, '揚州炒飯', 'Yangzhou Fried Rice'],
      ],
    },
    {
      slug: 'ice-cream',
      name: ['雪糕及甜品', 'Ice Cream & Desserts'],
      temperature: 'frozen',
      items: [
        ['ICEC-0001', 'peakfrost', '473ml', 5990, 80, '雲呢拿雪糕', 'Vanilla Ice Cream'],
        ['ICEC-0002', 'peakfrost', '473ml', 5990, 72, '比利時朱古力雪糕', 'Belgian Chocolate Ice Cream'],
        ['ICEC-0003', 'peakfrost', '473ml', 5990, 45, '宇治抹茶雪糕', 'Uji Matcha Ice Cream'],
        ['ICEC-0004', 'peakfrost', '80ml x 4', 3690, 68, '朱古力脆皮雪糕批', 'Choc-coated Ice Cream Bars'],
        ['ICEC-0005', 'peakfrost', '70ml x 6', 2490, 0, '紅豆雪條', 'Red Bean Ice Lollies'],
        ['FDES-0001', 'peakfrost', '400g', 6990, 24, '急凍芝士蛋糕', 'Frozen Cheesecake'],
        ['FDES-0002', 'snowpane', '300g', 9990, 20, '急凍貓山王榴槤肉', 'Frozen Durian Pulp'],
      ],
    },
  ],
}
