import type { Currency } from '#platform/money'
import type { Lang } from '#platform/text'
import type { Row } from './rows.ts'
import { amountOf, amountText, type ListPart, type MilestoneDraft, type RewardDraft, type Written } from './written.ts'

/** Typed amounts and shares become whole numbers; null when one of them cannot. */
type Reading<List extends ListPart> = (rows: readonly Row[], currency: Currency) => Written[List] | null
type Telling<List extends ListPart> = (list: Written[List], currency: Currency, lang: Lang) => Row[]

interface Spelling<List extends ListPart> {
  read: Reading<List>
  tell: Telling<List>
  /** A line nobody has written yet. */
  blank: Row
}

const text = (value: string | undefined): string => (value ?? '').trim()
const day = (value: string | undefined): string | null => text(value) || null
const id = (row: Row): { id?: string } => (row.id ? { id: row.id } : {})

/** « 33,33 » → 3333 basis points. */
export function sharePoints(typed: string): number | null {
  const share = Number(text(typed).replace(/\s|%/g, '').replace(',', '.'))
  const points = Math.round(share * 100)
  return text(typed) !== '' && Number.isFinite(share) && points >= 1 && points <= 10_000 && Math.abs(points - share * 100) < 1e-6 ? points : null
}

export const shareText = (basisPoints: number, lang: Lang): string => (basisPoints === 0 ? '' : String(basisPoints / 100).replace('.', lang === 'fr' ? ',' : '.'))

/** Every line, or null as soon as one is not whole: half a line is kept on this device, not sent. */
function every<One>(rows: readonly Row[], one: (row: Row) => One | null): One[] | null {
  const list = rows.map(one)
  return list.every((line) => line !== null) ? (list as One[]) : null
}

function rewardOf(row: Row, currency: Currency): RewardDraft | null {
  const amount = amountOf(row.amount ?? '', currency)
  const quantity = text(row.quantity) === '' ? null : Number(text(row.quantity).replace(/\s/g, ''))
  if (!text(row.title) || !amount || (quantity !== null && !(Number.isInteger(quantity) && quantity > 0))) return null
  return { ...id(row), title: text(row.title), text: text(row.text), amount, quantity, deliveredBy: day(row.deliveredBy), shipped: row.shipped === 'true' }
}

function milestoneOf(row: Row): MilestoneDraft | null {
  const basisPoints = sharePoints(row.share ?? '')
  if (!text(row.title) || basisPoints === null) return null
  return { ...id(row), title: text(row.title), text: text(row.text), basisPoints, dueOn: day(row.dueOn) }
}

export const spellings: { readonly [List in ListPart]: Spelling<List> } = {
  budget: {
    blank: { label: '', amount: '' },
    tell: (list, currency, lang) => list.map(({ label, amount }) => ({ label, amount: amountText(amount, currency, lang) })),
    read: (rows, currency) =>
      every(rows, (row) => {
        const amount = amountOf(row.amount ?? '', currency)
        return text(row.label) && amount !== null ? { label: text(row.label), amount } : null
      }),
  },
  rewards: {
    blank: { title: '', text: '', amount: '', quantity: '', deliveredBy: '', shipped: '' },
    tell: (list, currency, lang) =>
      list.map((one) => ({
        ...{ id: one.id ?? '', title: one.title, text: one.text, amount: amountText(one.amount, currency, lang) },
        ...{ quantity: one.quantity === null ? '' : String(one.quantity), deliveredBy: one.deliveredBy ?? '', shipped: one.shipped ? 'true' : '' },
      })),
    read: (rows, currency) => every(rows, (row) => rewardOf(row, currency)),
  },
  team: {
    blank: { name: '', role: '', bio: '' },
    tell: (list) => list.map(({ name, role, bio }) => ({ name, role, bio })),
    read: (rows) => every(rows, (row) => (text(row.name) ? { name: text(row.name), role: text(row.role), bio: text(row.bio) } : null)),
  },
  milestones: {
    blank: { title: '', text: '', share: '', dueOn: '' },
    tell: (list, _currency, lang) => list.map((one) => ({ id: one.id ?? '', title: one.title, text: one.text, share: shareText(one.basisPoints, lang), dueOn: one.dueOn ?? '' })),
    read: (rows) => every(rows, milestoneOf),
  },
}
