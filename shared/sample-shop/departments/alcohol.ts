import type { Department } from '../department.ts'

export const alcohol: Department = {
  slug: 'alcohol',
  name: ['酒類', 'Beer, Wine & Spirits'],
  shelves: [
    {
      slug: 'beer',
      name: ['啤酒', 'Beer'],
      ageRestricted: true,
      items: [
        ['BEER-0001', 'neontram', '330ml x 6', 5490, 180, '罐裝拉格啤酒', 'Canned Lager'],
        ['BEER-0002', 'neontram', '500ml', 1290, 240, '罐裝拉格啤酒', 'Canned Lager'],
        ['BEER-0003', 'neontram', '640ml', 1590, 130, '樽裝拉格啤酒', 'Bottled Lager'],
        ['BEER-0004', 'neontram', '330ml x 6', 7990, 64, '樽裝小麥啤酒', 'Bottled Wheat Beer'],
        ['BEER-0005', 'neontram', '330ml', 2690, 90, '手工印度淡啤', 'Craft IPA'],
        ['BEER-0006', 'neontram', '440ml', 2190, 70, '黑啤', 'Stout'],
      ],
    },
    {
      slug: 'wine',
      name: ['葡萄酒及汽酒', 'Wine & Sparkling'],
      ageRestricted: true,
      items: [
        ['WINE-0001', 'valcoren', '750ml', 9900, 84, '赤霞珠紅酒', 'Cabernet Sauvignon Red Wine'],
        ['WINE-0002', 'valcoren', '750ml', 9900, 66, '梅洛紅酒', 'Merlot Red Wine'],
        ['WINE-0003', 'valcoren', '750ml', 8900, 60, '桃紅酒', 'Rosé Wine'],
        ['WINE-0004', 'valcoren', '750ml', 9900, 72, '長相思白酒', 'Sauvignon Blanc White Wine'],
        ['WINE-0005', 'salvire', '750ml', 11800, 38, '莎當妮白酒', 'Chardonnay White Wine'],
        ['WINE-0006', 'salvire', '750ml', 12800, 48, '普羅賽克汽酒', 'Prosecco'],
        ['WINE-0007', 'valcoren', '750ml', 29800, 18, '傳統釀造汽酒', 'Traditional Method Sparkling Wine'],
      ],
    },
    {
      slug: 'spirits-rice-wine',
      name: ['烈酒及中日酒', 'Spirits & Rice Wine'],
      ageRestricted: true,
      items: [
        ['SPIR-0001', 'harrowby', '700ml', 32800, 26, '12年麥芽威士忌', '12-year Malt Whisky'],
        ['SPIR-0002', 'valcoren', '700ml', 45800, 14, '白蘭地', 'Brandy', { lowStockThreshold: 6 }],
        ['SPIR-0003', 'harrowby', '700ml', 16800, 28, '金冧酒', 'Golden Rum'],
        ['SPIR-0004', 'harrowby', '700ml', 19800, 30, '倫敦乾氈酒', 'London Dry Gin'],
        ['SPIR-0005', 'harrowby', '700ml', 14800, 5, '伏特加', 'Vodka'],
        ['SPIR-0006', 'salvire', '700ml', 17800, 20, '咖啡甜酒', 'Coffee Liqueur'],
        ['SPIR-0007', 'salvire', '700ml', 16500, 18, '苦橙開胃酒', 'Bitter Orange Aperitif'],
        ['RWIN-0001', 'jadecellar', '640ml', 3690, 60, '五年陳紹興花雕', '5-year Shaoxing Wine'],
        ['RWIN-0002', 'jadecellar', '720ml', 13800, 34, '純米清酒', 'Junmai Sake'],
        ['RWIN-0003', 'jadecellar', '720ml', 11800, 36, '青梅酒', 'Plum Wine'],
      ],
    },
  ],
}
