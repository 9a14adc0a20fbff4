import { addDays, dayAt, instantOf, weekdayOf } from '../shop-time.ts'

export interface SeedDeliverySlot {
  id: string
  startsAt: string
  endsAt: string
  cutoffAt: string
  capacity: number
  fee: number
}

interface Window {
  hour: number
  capacity: number
  fee: number
  /** Fee from Tuesday to Thursday, when the vans have room. */
  midweekFee?: number
  notOnSunday?: boolean
}

const days = 7
const windowHours = 2
const cutoffHours = 3
/** The first vans are loaded at night: their slots close at 21:00 the evening before. */
const eveningCutoffHour = 21
const firstHourOfSameDayPicking = 11

const windows: readonly Window[] = [
  { hour: 9, capacity: 40, fee: 4000 },
  { hour: 11, capacity: 60, fee: 3500 },
  { hour: 14, capacity: 80, fee: 3000, midweekFee: 0 },
  { hour: 16, capacity: 60, fee: 3500 },
  { hour: 19, capacity: 30, fee: 5000, notOnSunday: true },
]

function isMidweek(day: string): boolean {
  return weekdayOf(day) >= 2 && weekdayOf(day) <= 4
}

function slot(day: string, timeZone: string, window: Window): SeedDeliverySlot {
  const at = (clockDay: string, clockHour: number) => instantOf(clockDay, timeZone, clockHour).toISOString()
  const { hour, capacity, fee, midweekFee } = window
  const sameDay = hour >= firstHourOfSameDayPicking
  return {
    id: `slot-${day.replaceAll('-', '')}-${String(hour).padStart(2, '0')}00`,
    startsAt: at(day, hour),
    endsAt: at(day, hour + windowHours),
    cutoffAt: sameDay ? at(day, hour - cutoffHours) : at(addDays(day, -1), eveningCutoffHour),
    capacity,
    fee: isMidweek(day) ? (midweekFee ?? fee) : fee,
  }
}

/** A week of delivery windows in the time of the shop, from tomorrow on. */
export function deliverySlots(now: Date, timeZone: string): SeedDeliverySlot[] {
  const today = dayAt(now, timeZone)
  return Array.from({ length: days }, (_, ahead) => addDays(today, ahead + 1)).flatMap((day) =>
    windows
      .filter((window) => !(window.notOnSunday && weekdayOf(day) === 0))
      .map((window) => slot(day, timeZone, window)),
  )
}
