interface JudgedQuery {
  /** What the query tests. */
  about: string
  q: string
  /** The products that must come first, in any order. */
  first: string[]
}

/**
 * What a shopper in Hong Kong types, and what must come first for it among the 2,429 products of the Online Price Watch of
 * 2026-03-11. Judged by reading the names of the candidates. A changed judgement needs a reason.
 */
export const judgedQueries: JudgedQuery[] = [
  { about: 'a kind, not its flavour', q: 'beer', first: ['P000004968', 'P000000143', 'P000000274'] },
  { about: 'a kind in two words', q: 'UHT milk', first: ['P000001221', 'P000002018'] },
  { about: 'a kind in two words', q: 'olive oil', first: ['P000004544', 'P000003939', 'P000004688'] },
  { about: 'a kind in two words', q: 'dog food', first: ['P000002357', 'P000003490', 'P000002358', 'P000003246'] },
  { about: 'a kind, the singular', q: 'potato chip', first: ['P000000280', 'P000000294'] },
  { about: 'a kind, the plural', q: 'ketchups', first: ['P000002559', 'P000004025', 'P000000044'] },
  { about: 'a kind and a flavour', q: 'ice cream vanilla', first: ['P000003888', 'P000003363', 'P000001160'] },
  { about: 'Traditional', q: '豆奶', first: ['P000000425', 'P000000127', 'P000000426'] },
  { about: 'Traditional', q: '漂白水', first: ['P000000726', 'P000001418', 'P000004039'] },
  { about: 'Traditional', q: '豉油', first: ['P000002807', 'P000002472', 'P000000072'] },
  { about: 'Traditional', q: '蚝油', first: ['P000001715', 'P000001716', 'P000000071', 'P000000813'] },
  { about: 'Traditional, two words', q: '泰國香米', first: ['P000002047', 'P000003585'] },
  { about: 'Simplified', q: '鲜牛奶', first: ['P000000124', 'P000000891', 'P000000167', 'P000000640'] },
  { about: 'Simplified', q: '猫粮', first: ['P000003556', 'P000002701', 'P000002700'] },
  { about: 'Simplified', q: '橄榄油', first: ['P000004544', 'P000003939', 'P000004688'] },
  { about: 'Simplified, of a brand', q: '可口可乐', first: ['P000000491', 'P000000823', 'P000002423', 'P000000515'] },
  { about: 'Simplified, of a brand', q: '维他奶', first: ['P000000425', 'P000000127'] },
  { about: 'a brand', q: 'maltesers', first: ['P000000179'] },
  { about: 'a brand', q: 'oreo', first: ['P000001605', 'P000000840'] },
  { about: 'a brand in Chinese', q: '依雲', first: ['P000000817', 'P000002209'] },
  { about: 'a brand in two words', q: 'red bull', first: ['P000002162', 'P000002163'] },
  { about: 'a brand with a sign', q: "m&m's", first: ['P000000846', 'P000002604'] },
  { about: 'a brand with a dash, without it', q: 'haagen dazs', first: ['P000001160', 'P000001679', 'P000003366'] },
  { about: 'a brand with an accent', q: 'häagen-dazs', first: ['P000001160', 'P000001679', 'P000003366'] },
  { about: 'a brand and a kind', q: 'dove shampoo', first: ['P000002836', 'P000002837', 'P000005048', 'P000002975'] },
  { about: 'a brand and a kind', q: 'lee kum kee oyster sauce', first: ['P000000071', 'P000000813'] },
  { about: 'a brand and a kind', q: 'coke zero', first: ['P000003319', 'P000003439', 'P000000413'] },
  { about: 'a brand and a kind in Chinese', q: '青島啤酒', first: ['P000001296', 'P000002174', 'P000000172'] },
  { about: 'a brand and a kind run together', q: '蒙牛牛奶', first: ['P000001739'] },
  { about: 'mixed', q: 'nestle 牛奶', first: ['P000000167', 'P000000640'] },
  { about: 'mixed', q: '合味道 noodle', first: ['P000000069', 'P000002159', 'P000000660'] },
  { about: 'a product line', q: 'kit kat', first: ['P000000948'] },
  { about: 'a product line in Chinese', q: '出前一丁', first: ['P000000304', 'P000000015', 'P000000014'] },
  { about: 'a letter too few', q: 'mayonaise', first: ['P000003158', 'P000005087', 'P000003493', 'P000005088'] },
  { about: 'a letter too few', q: 'choclate', first: ['P000002220', 'P000000994', 'P000003284', 'P000003286'] },
  { about: 'two letters swapped', q: 'toilte tissue', first: ['P000005042', 'P000005040', 'P000001117'] },
  { about: 'a wrong letter', q: 'shampuo', first: ['P000003269', 'P000002836', 'P000005044'] },
  { about: 'still being typed', q: 'pampers pan', first: ['P000005069', 'P000005070', 'P000005071', 'P000005072'] },
  { about: 'still being typed', q: 'maltes', first: ['P000000179'] },
  { about: 'a size', q: 'evian 500ml', first: ['P000000817'] },
  { about: 'a size, its unit apart', q: 'rice 5 kg', first: ['P000003582', 'P000000732', 'P000002070'] },
  { about: 'a size, its unit in words', q: 'olive oil 1 litre', first: ['P000003939', 'P000000853', 'P000000854'] },
  { about: 'a size, its unit in Chinese', q: '依云 330毫升', first: ['P000002209'] },
  { about: 'a code', q: 'p000002162', first: ['P000002162'] },
  { about: 'a barcode', q: '4890000000003', first: ['P000000817'] },
]
