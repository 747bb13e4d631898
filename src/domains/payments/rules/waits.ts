import { day, hour, minute, second } from '#platform/clock'
import type { Flow } from '../types.ts'

/** How long after the nth reading the next one comes, while the provider has not decided. A push is answered within minutes, a page or a counter may take days. */
const quick = [3 * second, 5 * second, 8 * second, 15 * second, 30 * second, minute]
const slow = [5 * second, 15 * second, minute, 5 * minute, 15 * minute]
/** After it was given up: money that came all the same is still found. Callbacks and the daily reconciliation find what comes later. */
const late = [2 * minute, 15 * minute, hour, 6 * hour, day]
/** Money that leaves. */
const leaving = [3 * second, 10 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute]

const at = (waits: readonly number[], n: number): number => waits[Math.min(Math.max(n, 0), waits.length - 1)]!

export const nextReading = (flow: Flow, readings: number): number => at(flow === 'push' ? quick : slow, readings)
export const nextOutReading = (readings: number): number => at(leaving, readings)
/** Null = no more. */
export const nextLateReading = (readings: number): number | null => late[readings] ?? null

/** A provider that cannot be reached at expiry is waited for so long before the order is given up without a last reading. */
export const grace = hour
