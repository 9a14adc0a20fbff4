/**
 * The currencies in which the shop can sell, and how Stripe counts each of them: https://docs.stripe.com/currencies
 *
 * All amounts of the shop are in minor units as this table defines them. It does not ask `Intl`, whose decimals are those
 * of shop windows: HUF and COP have none there, but Stripe charges both in hundredths.
 */
export interface Currency {
  /** With 2 decimals, 1050 is 10.50. */
  decimals: 0 | 2 | 3
  stripe: {
    /** Stripe's units in one minor unit. */
    unitsPerMinorUnit: 1 | 100
    /** Amounts are multiples of it, in minor units. */
    step: 1 | 10
    /** The smallest charge, in minor units. A charge can still be refused if Stripe pays out in another currency. */
    minimum: number
  }
}

/**
 * HUF and TWD are paid out in whole units only, which concerns payouts: charges and refunds have hundredths.
 */
const hundredths = `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY
  COP CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD KES KGS KHR KYD
  KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
  QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD XCG YER
  ZAR ZMW`
const whole = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'
/** Whole units, which Stripe counts in hundredths that must be 00. */
const wholeSentAsHundredths = 'ISK UGX'
/** Stripe requires a last digit 0. */
const thousandths = 'BHD JOD KWD OMR TND'

/** The smallest charges that Stripe documents. For the other currencies it converts the amount before it decides. */
const minimums: Readonly<Record<string, number>> = {
  ...{ AED: 200, ARS: 50, AUD: 50, BRL: 50, CAD: 50, CHF: 50, COP: 50, CZK: 1_500, DKK: 250, EUR: 50, GBP: 30 },
  ...{ HKD: 400, HUF: 17_500, IDR: 50, ILS: 50, INR: 50, JPY: 50, KRW: 50, MXN: 1_000, MYR: 200, NOK: 300 },
  ...{ NZD: 50, PHP: 50, PLN: 200, RON: 200, RUB: 50, SEK: 300, SGD: 50, THB: 1_000, USD: 50, ZAR: 50 },
}

function define(codes: string, decimals: 0 | 2 | 3, unitsPerMinorUnit: 1 | 100, step: 1 | 10): [string, Currency][] {
  return codes.split(/\s+/).map((code) => {
    return [code, { decimals, stripe: { unitsPerMinorUnit, step, minimum: minimums[code] ?? step } }]
  })
}

export const currencies: ReadonlyMap<string, Currency> = new Map([
  ...define(hundredths, 2, 1, 1),
  ...define(whole, 0, 1, 1),
  ...define(wholeSentAsHundredths, 0, 100, 1),
  ...define(thousandths, 3, 1, 10),
])

/** @throws for a code that is not in the table, which the configuration refuses earlier */
export function findCurrency(code: string): Currency {
  const currency = currencies.get(code.toUpperCase())
  if (currency === undefined) throw new Error(`unknown currency ${code}`)
  return currency
}
