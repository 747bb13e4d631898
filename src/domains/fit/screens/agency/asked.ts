import { tiers } from '../../types.ts'

/** The filters of the list, as they stand in the address. */
export interface Asked {
  q?: string
  scoreFrom?: number
  tier?: (typeof tiers)[number]
  silentDays?: number
  after?: string
  /** Also those of whom little is known. */
  unsure: boolean
  /** Only what I look after. */
  mine: boolean
}

/** A score that rests on less than this says little. */
export const sureFrom = 0.3

/** Reads them; what makes no sense is left out. */
export function askedIn(params: URLSearchParams): Asked {
  const number = (name: string, low: number, high: number): number | undefined => {
    const value = params.get(name)
    const read = value === null || value === '' ? Number.NaN : Number(value)
    return Number.isFinite(read) && read >= low && read <= high ? read : undefined
  }
  const [q, tier, after] = [params.get('q')?.trim().slice(0, 200), tiers.find((one) => one === params.get('tier')), params.get('after')]
  const [scoreFrom, silentDays] = [number('scoreFrom', 0, 100), number('silentDays', 1, 3_650)]
  return {
    ...(q ? { q } : {}),
    ...(tier ? { tier } : {}),
    ...(after ? { after } : {}),
    ...(scoreFrom === undefined ? {} : { scoreFrom }),
    ...(silentDays === undefined ? {} : { silentDays: Math.round(silentDays) }),
    unsure: params.get('unsure') === '1',
    mine: params.get('mine') === '1',
  }
}

/** The address of the screen with these filters. */
export function addressOf(asked: Asked, change: Partial<Record<keyof Asked, string | number | boolean | undefined>> = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...asked, ...change })) {
    if (value === true) params.set(name, '1')
    else if (value !== undefined && value !== false) params.set(name, String(value))
  }
  const query = params.toString()
  return query ? `/mona/fit?${query}` : '/mona/fit'
}
