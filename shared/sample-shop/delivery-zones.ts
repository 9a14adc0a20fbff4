import type { LocalizedText } from '../localized-text.ts'
import { localized } from './text.ts'

export interface SeedDeliveryZone {
  id: string
  name: LocalizedText
  districts: string[]
  postcodes: string[]
  minimumBasket: number
  fee: number
  freeFrom: number | null
  fallback: boolean
}

/**
 * Hong Kong by its eighteen districts (區議會分區), with the neighbourhoods that addresses name instead. Hong Kong has no
 * postcodes; where a form requires one, people enter 999077 or zeros. An address without a known district belongs to the
 * island.
 */
export const deliveryZones: SeedDeliveryZone[] = [
  {
    id: 'zone-hong-kong-island',
    name: localized(['香港島', 'Hong Kong Island']),
    districts: [
      ...['香港島', '港島', 'Hong Kong Island', '香港', 'Hong Kong', 'Hong Kong SAR', 'HK', 'HKG', '中國香港'],
      ...[
        '中西區',
        'Central and Western',
        'Central & Western',
        '灣仔區',
        'Wan Chai',
        '東區',
        'Eastern',
        '南區',
        'Southern',
      ],
      ...[
        '中環',
        'Central',
        '上環',
        'Sheung Wan',
        '西營盤',
        'Sai Ying Pun',
        '堅尼地城',
        'Kennedy Town',
        '半山',
        'Mid-Levels',
      ],
      ...[
        '金鐘',
        'Admiralty',
        '銅鑼灣',
        'Causeway Bay',
        '北角',
        'North Point',
        '鰂魚涌',
        'Quarry Bay',
        '太古',
        'Taikoo',
      ],
      ...[
        '筲箕灣',
        'Shau Kei Wan',
        '柴灣',
        'Chai Wan',
        '香港仔',
        'Aberdeen',
        '赤柱',
        'Stanley',
        '薄扶林',
        'Pok Fu Lam',
      ],
    ],
    postcodes: ['999077', '0000'],
    ...{ minimumBasket: 0, fee: 0, freeFrom: 80_000, fallback: true },
  },
  {
    id: 'zone-kowloon',
    name: localized(['九龍', 'Kowloon']),
    districts: [
      ...['九龍', 'Kowloon', '油尖旺區', 'Yau Tsim Mong', '深水埗區', 'Sham Shui Po', '九龍城區', 'Kowloon City'],
      ...['黃大仙區', 'Wong Tai Sin', '觀塘區', 'Kwun Tong', '尖沙咀', 'Tsim Sha Tsui', '油麻地', 'Yau Ma Tei'],
      ...['旺角', 'Mong Kok', '紅磡', 'Hung Hom', '何文田', 'Ho Man Tin', '九龍塘', 'Kowloon Tong', '啟德', 'Kai Tak'],
      ...['荔枝角', 'Lai Chi Kok', '長沙灣', 'Cheung Sha Wan', '鑽石山', 'Diamond Hill', '九龍灣', 'Kowloon Bay'],
    ],
    postcodes: [],
    ...{ minimumBasket: 0, fee: 0, freeFrom: 80_000, fallback: false },
  },
  {
    id: 'zone-new-territories',
    name: localized(['新界', 'New Territories']),
    districts: [
      ...['新界', 'New Territories', 'NT', 'N.T.', '葵青區', 'Kwai Tsing', '荃灣區', 'Tsuen Wan', '屯門區', 'Tuen Mun'],
      ...[
        '元朗區',
        'Yuen Long',
        '北區',
        'North',
        '大埔區',
        'Tai Po',
        '沙田區',
        'Sha Tin',
        'Shatin',
        '西貢區',
        'Sai Kung',
      ],
      ...['將軍澳', 'Tseung Kwan O', '馬鞍山', 'Ma On Shan', '粉嶺', 'Fanling', '上水', 'Sheung Shui', '天水圍'],
      ...['Tin Shui Wai', '青衣', 'Tsing Yi', '葵涌', 'Kwai Chung'],
    ],
    postcodes: [],
    ...{ minimumBasket: 20_000, fee: 2000, freeFrom: 100_000, fallback: false },
  },
  {
    id: 'zone-islands',
    name: localized(['離島', 'Outlying Islands']),
    districts: [
      ...['離島區', 'Islands', 'Outlying Islands', '大嶼山', 'Lantau Island', 'Lantau', '東涌', 'Tung Chung', '長洲'],
      ...['Cheung Chau', '南丫島', 'Lamma Island', 'Lamma', '坪洲', 'Peng Chau', '愉景灣', 'Discovery Bay'],
    ],
    postcodes: [],
    ...{ minimumBasket: 50_000, fee: 6000, freeFrom: null, fallback: false },
  },
]
