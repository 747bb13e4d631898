import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { atOnce, everyItem } from '#platform/http/sheets.ts'
import { type Cell, dayCell, type SheetOut } from '#platform/sheet/write.ts'
import type { Translate } from '#platform/text'
import type { CheckupQuery } from '../schema/checkup.ts'
import type { PlanQuery } from '../schema/prescription.ts'
import { listCheckups } from './checkups.ts'
import { listPrescriptions } from './prescriptions.ts'

type Whole<Query extends z.ZodType> = Omit<z.output<Query>, 'after' | 'limit'>

/** Check-ups as their list shows them. Scores of 100, confidence in %. */
export function checkupsTable(ctx: Ctx, t: Translate, asked: Whole<typeof CheckupQuery>): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const one of everyItem((after) => listCheckups(ctx, { ...asked, after, limit: atOnce })))
      yield [
        one.name,
        one.finishedAt ?? one.startedAt,
        t(`checkup.state.${one.state}`),
        one.score === null ? null : Math.round(one.score),
        one.confidence === null ? null : Math.round(one.confidence * 100),
        one.gridVersion,
        one.invented,
      ]
  }
  const columns = ['artist', 'when', 'state', 'scoreShort', 'confidencePercent', 'gridUsedShort', 'invented']
  return { name: t('checkup.many'), columns: columns.map((column) => t(`checkup.${column}`)), rows: rows() }
}

/** Prescriptions as their list shows them. */
export function plansTable(ctx: Ctx, t: Translate, asked: Whole<typeof PlanQuery>): SheetOut {
  async function* rows(): AsyncGenerator<Cell[]> {
    for await (const plan of everyItem((after) => listPrescriptions(ctx, { ...asked, after, limit: atOnce })))
      yield [
        plan.artist.name,
        t(`checkup.plan.state.${plan.state}`),
        t(`checkup.plan.offer.${plan.offer}`),
        plan.progress.all > 0 ? plan.progress.done : null,
        plan.lines,
        dayCell(plan.startsOn),
        dayCell(plan.endsOn),
        plan.coach,
        plan.invented,
      ]
  }
  const columns = ['artist', 'plan.stateLabel', 'plan.offer', 'plan.doneLines', 'plan.linesAll', 'plan.startsOn', 'plan.endsOn', 'plan.coach', 'invented']
  return { name: t('checkup.plan.nav'), columns: columns.map((column) => t(`checkup.${column}`)), rows: rows() }
}
