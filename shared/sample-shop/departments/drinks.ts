import type { Department } from '../department.ts'

export const drinks: Department = {
  slug: 'drinks',
  name: ['飲品', 'Drinks'],
  shelves: [
    {
      slug: 'water-soft-drinks',
      name: ['水及汽水', 'Water & Soft Drinks'],
      items: [
        ['WATR-0001', 'pebblerun', '750ml', 690, 360, '蒸餾水', 'Distilled Water'],
        ['WATR-0002', 'pebblerun', '500ml x 12', 4490, 150, '蒸餾水', 'Distilled Water'],
        ['WATR-0003', 'pebblerun', '1.5L', 1290, 210, '天然礦泉水', 'Natural Mineral Water'],
        ['WATR-0004', 'pebblerun', '330ml x 6', 4290, 84, '有氣礦泉水', 'Sparkling Mineral Water'],
        ['SODA-0001', 'fizzbay', '330ml x 8', 3290, 220, '可樂', 'Cola'],
        ['SODA-0002', 'fizzbay', '330ml x 8', 3290, 190, '無糖可樂', 'Cola Zero Sugar'],
        ['SODA-0003', 'fizzbay', '330ml x 8', 3290, 160, '檸檬青檸汽水', 'Lemon-lime Soda'],
        ['SODA-0004', 'fizzbay', '1.25L', 1290, 140, '橙味汽水', 'Orange Soda'],
        ['SODA-0005', 'fizzbay', '330ml x 4', 2690, 70, '湯力水', 'Tonic Water'],
        ['SODA-0006', 'fizzbay', '330ml', 790, 130, '忌廉梳打', 'Cream Soda'],
        ['SPRT-0001', 'fizzbay', '500ml', 1090, 125, '電解質運動飲品', 'Electrolyte Sports Drink'],
        ['SPRT-0002', 'fizzbay', '250ml', 1190, 115, '能量飲品', 'Energy Drink'],
      ],
    },
    {
      slug: 'juice-plant-drinks',
      name: ['果汁及植物奶', 'Juice & Plant Drinks'],
      items: [
        ['JUIC-0001', 'orchardrow', '946ml', 2990, 86, '鮮榨橙汁', 'Fresh Orange Juice', { temperature: 'chilled' }],
        ['JUIC-0002', 'orchardrow', '946ml', 2990, 60, '鮮榨蘋果汁', 'Fresh Apple Juice', { temperature: 'chilled' }],
        ['JUIC-0003', 'orchardrow', '250ml x 6', 2590, 110, '雜果汁', 'Mixed Fruit Juice'],
        ['JUIC-0004', 'orchardrow', '720ml', 2790, 50, '蔬果汁', 'Vegetable & Fruit Juice'],
        ['JUIC-0005', 'orchardrow', '1L', 3290, 64, '椰子水', 'Coconut Water'],
        ['SOYA-0001', 'stonemill', '250ml x 6', 2290, 200, '原味豆奶', 'Soya Milk'],
        ['SOYA-0002', 'stonemill', '250ml x 6', 2290, 150, '麥精豆奶', 'Malt Soya Milk'],
        ['SOYA-0003', 'stonemill', '1L', 2690, 58, '燕麥奶', 'Oat Drink'],
      ],
    },
    {
      slug: 'tea-coffee',
      name: ['茶及咖啡', 'Tea & Coffee'],
      items: [
        ['TEAS-0001', 'teaferry', '250ml x 6', 2190, 230, '檸檬茶', 'Lemon Tea'],
        ['TEAS-0002', 'teaferry', '250ml x 6', 2190, 170, '菊花茶', 'Chrysanthemum Tea'],
        ['TEAS-0003', 'teaferry', '500ml', 990, 160, '無糖烏龍茶', 'Oolong Tea, No Sugar'],
        ['TEAS-0004', 'teaferry', '480ml', 1290, 120, '港式奶茶', 'Hong Kong Milk Tea'],
        ['TEAS-0005', 'teaferry', '50 sachets', 3290, 74, '紅茶包', 'Black Tea Bags'],
        ['TEAS-0006', 'teaferry', '150g', 5990, 32, '陳年普洱', 'Aged Pu-erh Tea'],
        ['COFF-0001', 'dawnferry', '500g', 12800, 420, '中焙咖啡豆', 'Medium Roast Coffee Beans'],
        ['COFF-0002', 'dawnferry', '100g', 4990, 90, '即溶黑咖啡', 'Instant Coffee'],
        ['COFF-0003', 'dawnferry', '10 sachets', 5290, 66, '掛耳咖啡', 'Drip Bag Coffee'],
        ['COFF-0004', 'dawnferry', '20 sachets', 4290, 95, '三合一咖啡', '3-in-1 Coffee'],
        ['COFF-0005', 'dawnferry', '240ml', 1090, 150, '罐裝牛奶咖啡', 'Canned Milk Coffee'],
        ['COCO-0001', 'cocoaarch', '400g', 4590, 56, '朱古力飲品粉', 'Drinking Chocolate'],
        ['COCO-0002', 'wheatlane', '400g', 4390, 60, '麥芽飲品', 'Malted Drink'],
      ],
    },
  ],
}
