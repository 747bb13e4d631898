import { type FieldRefusal, Refusal, type RefusalCode } from '#platform/refusal'
import type { Act, FilmFacts, FilmState, PointReason, Verdict } from './types.ts'

/** The whole life of a film: from each state, the acts that are possible and where they lead. */
export const moves: Readonly<Record<FilmState, Partial<Record<Act, FilmState>>>> = {
  draft: { submit: 'submitted' },
  submitted: { 'ask-changes': 'changes-asked', publish: 'published', refuse: 'refused' },
  'changes-asked': { submit: 'submitted' },
  // The public sees only what was reviewed: another video of a published film waits like a new submission.
  published: { withdraw: 'withdrawn', 'replace-video': 'submitted' },
  refused: {},
  withdrawn: { submit: 'submitted' },
}

const actOf: Readonly<Record<Verdict, Act>> = { 'changes-asked': 'ask-changes', published: 'publish', refused: 'refuse' }

/** The state an act leads to, or null when it is not possible from there. */
export function after(state: FilmState, act: Act): FilmState | null {
  return moves[state][act] ?? null
}

/** Facts, credits and video change only in the makers' hands: what a reviewer reads, or the public sees, stays as it was read. */
export function whyCannotEdit(state: FilmState): Refusal | null {
  const open = state === 'draft' || state === 'changes-asked' || state === 'withdrawn'
  return open ? null : new Refusal('conflict', 'cinema.notEditable', { state })
}

/** Names every missing piece at once, each as the field to fill. */
export function whyCannotSubmit(film: FilmFacts): Refusal | null {
  if (!after(film.state, 'submit')) return new Refusal('conflict', 'cinema.notSubmittable', { state: film.state })
  const missing = missingPieces(film)
  return missing.length === 0 ? null : new Refusal('invalid', 'cinema.incomplete', { count: missing.length }, missing)
}

/** What a film lacks before it can be submitted; empty when nothing. */
export function missingPieces(film: FilmFacts): FieldRefusal[] {
  const pieces: [boolean, string, RefusalCode][] = [
    [film.titleState === null, 'video', 'cinema.needsVideo'],
    [film.titleState === 'processing', 'video', 'cinema.videoProcessing'],
    [film.titleState === 'failed', 'video', 'cinema.videoFailed'],
    [!film.synopsisFr && !film.synopsisEn, 'synopsisFr', 'cinema.needsSynopsis'],
    [film.languages.length === 0, 'languages', 'cinema.needsLanguage'],
    [film.countries.length === 0, 'countries', 'cinema.needsCountry'],
    [film.year === null, 'year', 'cinema.needsYear'],
    [film.directors === 0, 'credits', 'cinema.needsDirector'],
    [!film.rights, 'rights', 'cinema.needsRights'],
  ]
  return pieces.filter(([missing]) => missing).map(([, field, code]) => ({ field, code }))
}

export interface Judgement {
  state: FilmState
  titleState: FilmFacts['titleState']
  /** True when the reviewer is a member of the film's workspace. */
  ownWorkspace: boolean
  verdict: Verdict
  points: readonly PointReason[]
}

/** A reviewer answers a submission, not one of their own house, and never says no without saying why. */
export function whyCannotDecide({ state, titleState, ownWorkspace, verdict, points }: Judgement): Refusal | null {
  if (ownWorkspace) return new Refusal('forbidden', 'cinema.ownWorkspace')
  if (!after(state, actOf[verdict])) return new Refusal('conflict', 'cinema.notUnderReview', { state })
  if (verdict === 'published') return titleState === 'ready' ? null : new Refusal('refused', 'cinema.videoNotReady')
  if (points.length === 0) return new Refusal('invalid', 'cinema.needsReasons', {}, [{ field: 'points', code: 'cinema.needsReasons' }])
  return null
}

export function whyCannotWithdraw(state: FilmState): Refusal | null {
  return after(state, 'withdraw') ? null : new Refusal('conflict', 'cinema.notPublished', { state })
}

/** A film that was never shown to anyone can be thrown away; the rest keeps its history. */
export function whyCannotDelete(film: { state: FilmState; notice: boolean; submitted: boolean }): Refusal | null {
  return film.state === 'draft' && !film.notice && !film.submitted ? null : new Refusal('conflict', 'cinema.notDeletable')
}

/** "Tell me when it can be watched" is for listed films that cannot be watched yet. */
export function whyCannotWish(film: { watchable: boolean }): Refusal | null {
  return film.watchable ? new Refusal('conflict', 'cinema.alreadyWatchable') : null
}

/** A notice is entrusted once, to a house that produces films. */
export function whyCannotEntrust(film: { notice: boolean; workspaceId: string | null }): Refusal | null {
  return film.notice && film.workspaceId === null ? null : new Refusal('conflict', 'cinema.notEntrustable')
}
