import { type Direction, recordSorts, type RecordSort } from '../../types.ts'

/** The order an address asks for, with the way it usually goes: names from A, figures from the largest. */
export function orderOf(sort: string | null, direction: string | null): { sort: RecordSort; direction: Direction } {
  const by = recordSorts.find((one) => one === sort) ?? 'name'
  const usual = by === 'name' || by === 'stage' ? 'up' : 'down'
  return { sort: by, direction: direction === 'up' || direction === 'down' ? direction : usual }
}
