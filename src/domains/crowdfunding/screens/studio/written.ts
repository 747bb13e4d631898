import type { z } from 'zod'
import { type Currency, fromMajor, isCurrency, toMajor } from '#platform/money'
import type { Lang } from '#platform/text'
import type { BudgetLine, StudioProject, TeamMember } from '../../schema.ts'

/** The single answers of a project, as its makers write them. Amounts in minor units. */
export interface Facts {
  title: string
  summary: string
  story: string
  risks: string
  language: 'fr' | 'en'
  country: string | null
  goal: number
  minimum: number | null
  currency: Currency
  model: StudioProject['model']
  endsOn: string | null
  videoTitleId: string | null
  filmSlug: string | null
  resultFilmSlug: string | null
}

export interface RewardDraft {
  id?: string
  title: string
  text: string
  amount: number
  quantity: number | null
  deliveredBy: string | null
  shipped: boolean
}

export interface MilestoneDraft {
  id?: string
  title: string
  text: string
  basisPoints: number
  dueOn: string | null
}

/** Everything that is written about a project, and what its writers need to know of it. */
export interface Written {
  facts: Facts
  budget: readonly z.output<typeof BudgetLine>[]
  rewards: readonly RewardDraft[]
  team: readonly z.output<typeof TeamMember>[]
  milestones: readonly MilestoneDraft[]
  missing: StudioProject['missing']
  /** The makers' last edit, as the server wrote it: what an edit says it has seen. */
  updatedAt: string
}

export const parts = ['facts', 'budget', 'rewards', 'team', 'milestones'] as const
export type Part = (typeof parts)[number]
export type ListPart = Exclude<Part, 'facts'>

/** A project as an answer of the API or as a page's data: only its instants differ. */
export type ProjectAnswer = Omit<StudioProject, 'updatedAt'> & { updatedAt: Date | string }

export function writtenOf(project: ProjectAnswer): Written {
  const { title, summary, story, risks, language, country, funding, minimum, model, endsOn, videoTitleId, films } = project
  const tied = (relation: 'follows' | 'result') => films.find((film) => film.relation === relation)?.slug ?? null
  return {
    facts: {
      ...{ title, summary, story, risks, language, country, goal: funding.goal, minimum, currency: funding.currency, model, endsOn, videoTitleId },
      filmSlug: tied('follows'),
      resultFilmSlug: tied('result'),
    },
    budget: project.budget,
    rewards: project.rewards.map((one) => ({
      ...{ id: one.id, title: one.title, text: one.text, amount: one.amount, quantity: one.quantity, deliveredBy: one.deliveredBy, shipped: one.shipped },
    })),
    team: project.team,
    milestones: project.milestones.map((one) => ({ id: one.id, title: one.title, text: one.text, basisPoints: one.basisPoints, dueOn: one.dueOn })),
    missing: project.missing,
    updatedAt: new Date(project.updatedAt).toISOString(),
  }
}

/** Answers given as an amount of money. */
export const moneyFacts: readonly string[] = ['goal', 'minimum']
const nullable: readonly string[] = ['country', 'minimum', 'endsOn', 'videoTitleId', 'filmSlug', 'resultFilmSlug']

/** An amount as one types it, by thousands; nothing for nought. */
export function amountText(amount: number | null, currency: Currency, lang: Lang): string {
  if (amount === null || amount === 0) return ''
  const [whole = '', decimals] = toMajor({ amount, currency }).split('.')
  const spaced = whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f')
  return decimals && Number(decimals) > 0 ? spaced + (lang === 'fr' ? ',' : '.') + decimals : spaced
}

/** What is typed as an amount, in minor units; null when it is none. Nothing typed is nought. */
export function amountOf(text: string, currency: Currency): number | null {
  if (!text.trim()) return 0
  const money = fromMajor(text, currency)
  return money && money.amount >= 0 ? money.amount : null
}

/** A fact as its field shows it. */
export function factText(facts: Facts, name: keyof Facts, lang: Lang): string {
  if (name === 'goal' || name === 'minimum') return amountText(facts[name], facts.currency, lang)
  return facts[name] ?? ''
}

/** What was typed in the field of a fact; undefined when it cannot be that. */
export function factOf(name: string, text: string, currency: Currency): string | number | null | undefined {
  if (name === 'currency') return isCurrency(text) ? text : undefined
  if (nullable.includes(name) && !text.trim()) return null
  return moneyFacts.includes(name) ? (amountOf(text, currency) ?? undefined) : text
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
