import type { Area, Band, CheckupResult } from '../../types.ts'
import { hoursFor, limitsOf, type Offer, offers } from './offers.ts'
import { type Action, table, targetOf } from './table.ts'
import { fits, type Hours, place } from './weeks.ts'

/** Why a line stands in the plan. */
export interface Why {
  rule: string
  /** Null when the rule is about an area of which too little is known. */
  criterion: string | null
  area: Area
  /** 0–100; null = not known. */
  score: number | null
  band: Band | null
  /** 0–1, of the area. */
  confidence: number
  because: { code: string; params: Record<string, string | number> } | null
  /** (weight × gap) ÷ hours: the order in which lines were taken. */
  rank: number
}

/** The most an action can bring, given what is missing. */
export interface Effect {
  criterion: string
  most: number
}

export interface Prescribed {
  action: Action
  why: Why
  effects: Effect[]
  /** ISO day by which it is done. */
  dueOn: string
}

export interface Conditions {
  offer: Offer
  /** ISO day of the plan's first day. */
  startsOn: string
  /** What the artist can give. */
  hoursWeek: number
}

/** Every action that the check-up calls for, whatever the offer, the most useful hour first. A better score never adds one. */
export function calledFor(result: CheckupResult): { action: Action; why: Why }[] {
  return table
    .flatMap((action) => {
      const why = whyNeeded(action, result)
      return why ? [{ action, why }] : []
    })
    .toSorted((a, b) => b.why.rank - a.why.rank || (a.action.key < b.action.key ? -1 : 1))
}

/**
 * A dated plan: of what is called for, by (weight × gap ÷ effort), what fits the offer's steps and weeks and everyone's hours; one line a criterion; what an action requires comes before it
 * or it waits. Pure: the same check-up and conditions give the same plan.
 */
export function prescribe(result: CheckupResult, conditions: Conditions): Prescribed[] {
  const candidates = calledFor(result).filter(({ action }) => offers.indexOf(action.offer) <= offers.indexOf(conditions.offer))
  const isNeeded = new Set(candidates.map(({ action }) => action.key))
  const taken = new Map<string, Prescribed & { endWeek: number }>()
  const targets = new Set<string>()
  let hours: Hours = new Map()
  const takeOne = (): boolean => {
    for (const { action, why } of candidates) {
      const before = action.requires.filter((key) => isNeeded.has(key))
      if (targets.has(targetOf(action)) || before.some((key) => !taken.has(key))) continue
      const from = Math.max(action.week, ...before.map((key) => taken.get(key)!.endWeek + 1))
      const placed = place(hours, { owner: action.owner, hours: action.hours, from, capacity: hoursFor(action.owner, conditions.offer, conditions.hoursWeek) })
      if (!fits(placed.endWeek, conditions.offer)) continue
      hours = placed.hours
      targets.add(targetOf(action))
      taken.set(action.key, { action, why, effects: effectsOf(action, result), dueOn: dayOf(conditions.startsOn, placed.endWeek), endWeek: placed.endWeek })
      return true
    }
    return false
  }
  while (taken.size < limitsOf[conditions.offer].steps && takeOne());
  return [...taken.values()].map(({ action, why, effects, dueOn }) => ({ action, why, effects, dueOn })).toSorted((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1))
}

/** The last day of the n-th week of a plan. */
export function dayOf(startsOn: string, week: number): string {
  return new Date(Date.parse(`${startsOn}T00:00:00Z`) + (week * 7 - 1) * 86_400_000).toISOString().slice(0, 10)
}

function whyNeeded({ key, when, hours }: Action, result: CheckupResult): Why | null {
  if ('area' in when) {
    const area = result.areas.find((one) => one.area === when.area)
    if (!area || area.confidence >= when.confidenceBelow) return null
    const rank = (area.weight * (1 - area.confidence)) / hours
    return { rule: key, criterion: null, area: when.area, score: area.score, band: null, confidence: area.confidence, because: null, rank }
  }
  const finding = result.findings.find((one) => one.criterion === when.criterion)
  if (!finding || finding.score === null || finding.band === null || finding.weight <= 0) return null
  if (finding.band === 'green' || (when.below === 'amber' && finding.band !== 'red')) return null
  const { criterion, area, score, band, because, weight } = finding
  const confidence = result.areas.find((one) => one.area === area)?.confidence ?? 0
  return { rule: key, criterion, area, score, band, confidence, because, rank: (weight * (100 - score)) / 100 / hours }
}

function effectsOf(action: Action, result: CheckupResult): Effect[] {
  return action.effects.flatMap(([criterion, most]) => {
    const score = result.findings.find((one) => one.criterion === criterion)?.score
    const left = score === null || score === undefined ? 0 : Math.min(most, Math.round(100 - score))
    return left > 0 ? [{ criterion, most: left }] : []
  })
}
