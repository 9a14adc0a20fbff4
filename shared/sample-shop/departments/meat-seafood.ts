import type { Department } from '../department.ts'

export const meatSeafood: Department = {
  slug: 'meat-seafood',
  name: ['肉類及海鮮', 'Meat & Seafood'],
  shelves: [
    {
      slug: 'pork-beef',
      name: ['豬肉及牛肉', 'Pork & Beef'],
      temperature: 'chilled',
      items: [
        ['PORK-0001', null, 'per kg', 9800, 30_000, '豬梅頭肉', 'Pork Collar'],
        ['PORK-0002', null, 'per kg', 10800, 25_000, '五花腩', 'Pork Belly'],
        ['PORK-0003', null, 'per kg', 8800, 28_000, '免治豬肉', 'Minced Pork'],
        ['PORK-0004', null, 'per kg', 11800, 20_000, '豬排骨', 'Pork Spare Ribs'],
        ['BEEF-0001', null, 'per kg', 14800, 22_000, '牛腩', 'Beef Brisket'],
        ['BEEF-0002', null, 'per kg', 13800, 24_000, '免治牛肉', 'Minced Beef'],
        ['BEEF-0003', null, 'per kg', 26800, 12_000, '牛柳', 'Beef Tenderloin'],
        ['BEEF-0004', 'larder', '200g', 5490, 40, '火鍋肥牛片', 'Sliced Beef for Hot Pot'],
        ['BEEF-0005', 'oakvale', '4 pcs', 5990, 36, '漢堡牛肉扒', 'Beef Burger Patties'],
      ],
    },
    {
      slug: 'poultry',
      name: ['家禽', 'Poultry'],
      temperature: 'chilled',
      items: [
        ['CHKN-0001', 'dawncrow', '1.2kg', 6990, 28, '冰鮮全雞', 'Chilled Whole Chicken'],
        ['CHKN-0002', null, 'per kg', 7800, 32_000, '雞扒', 'Chicken Thigh Fillet'],
        ['CHKN-0003', null, 'per kg', 7200, 30_000, '雞胸肉', 'Chicken Breast'],
        ['CHKN-0004', null, 'per kg', 8800, 26_000, '雞中翼', 'Chicken Mid-wings'],
        ['TURK-0001', null, 'per kg', 9800, 3_500, '火雞胸肉', 'Turkey Breast'],
        ['DUCK-0001', 'oakvale', '220g', 4990, 34, '煙燻鴨胸', 'Smoked Duck Breast'],
      ],
    },
    {
      slug: 'seafood',
      name: ['海鮮', 'Seafood'],
      temperature: 'chilled',
      items: [
        ['FISH-0001', null, 'per kg', 26800, 15_000, '三文魚柳', 'Salmon Fillet'],
        ['FISH-0002', null, 'per kg', 9800, 14_000, '鯇魚腩', 'Grass Carp Belly'],
        ['FISH-0003', null, 'per kg', 8800, 16_000, '龍脷柳', 'Sole Fillet'],
        ['FISH-0004', null, 'per kg', 15800, 18_000, '鮮海蝦', 'Fresh Prawns'],
        ['FISH-0005', null, 'per kg', 5800, 12_000, '花甲', 'Clams'],
        ['FISH-0006', 'fartide', '100g', 6490, 30, '煙三文魚', 'Smoked Salmon'],
        ['FISH-0007', 'fartide', '150g', 1490, 70, '潮州白魚蛋', 'Chiu Chow Fish Balls'],
      ],
    },
    {
      slug: 'sausage-ham',
      name: ['香腸、火腿及熟食', 'Sausage, Ham & Deli'],
      temperature: 'chilled',
      items: [
        ['SAUS-0001', 'oakvale', '250g', 2890, 90, '法蘭克福腸', 'Frankfurters'],
        ['SAUS-0002', 'oakvale', '340g', 3490, 85, '香草豬肉腸', 'Pork Sausages with Herbs'],
        ['SAUS-0003', 'oakvale', '340g', 3290, 64, '芝士雞肉腸', 'Chicken Sausages with Cheese'],
        ['SAUS-0004', 'oakvale', '300g', 4990, 22, '有機豬肉腸', 'Organic Pork Sausages'],
        ['SAUS-0005', 'clayjar', '340g', 6800, 48, '臘腸', 'Chinese Cured Sausage', { temperature: 'ambient' }],
        ['HAMS-0001', 'oakvale', '200g', 2690, 76, '無骨火腿片', 'Sliced Cooked Ham'],
        ['HAMS-0002', 'oakvale', '200g', 3290, 72, '煙肉', 'Streaky Bacon'],
        ['PATE-0001', 'olmara', '180g', 3690, 26, '鵝肝風味肉醬', 'Liver Pâté'],
        ['PATE-0002', 'oakvale', '250g', 2990, 20, '豬肝肉批', 'Liver Loaf'],
      ],
    },
  ],
}
