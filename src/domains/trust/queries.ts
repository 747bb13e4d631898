import { callerIn, findPeople } from '#domains/identity'
import type { z } from 'zod'
import type { Ctx, Db } from '#platform/context'
import { decodeCursor, toPage } from '#platform/operation'
import { retentionRules } from '#platform/personal'
import { readAudit, verifyAudit } from '#platform/audit'
import { allowed } from './rules.ts'
import * as shapes from './schema.ts'
import { type ExportRow, lastConsent, readConsents, readErasure, readExports, readPeopleWho, readRetentions } from './store.ts'
import { type Purpose, purposeNames, purposes } from './types.ts'

/** Whether something may be done with what is known of a person. */
export async function isAllowed(db: Db, userId: string, purpose: Purpose): Promise<boolean> {
  return allowed(purpose, await lastConsent(db, userId, purpose))
}

/** The people who said yes (a consent), or who objected (an interest). */
export function peopleWho(db: Db, purpose: Purpose): Promise<string[]> {
  return readPeopleWho(db, purpose, purposes[purpose].basis === 'consent')
}

export async function consentsOf(ctx: Ctx): Promise<z.input<typeof shapes.Consents>> {
  const rows = await readConsents(ctx.db, callerIn(ctx).id)
  return {
    items: purposeNames.map((purpose) => {
      const history = rows.filter((row) => row.purpose === purpose)
      return { purpose, basis: purposes[purpose].basis, granted: allowed(purpose, history[0] ?? null), history }
    }),
  }
}

export const shownExport = (row: ExportRow): z.input<typeof shapes.Export> => ({ ...row, href: row.state === 'ready' ? `/api/v1/me/exports/${row.id}/griot.zip` : null })

export async function myExports(ctx: Ctx): Promise<z.input<typeof shapes.Exports>> {
  return { items: (await readExports(ctx.db, callerIn(ctx).id)).map(shownExport) }
}

export async function getErasure(ctx: Ctx): Promise<z.input<typeof shapes.Erasure>> {
  const row = await readErasure(ctx.db, callerIn(ctx).id)
  return { asked: row !== null, dueAt: row?.dueAt ?? null, blocked: row?.blocked ?? null, done: false }
}

type AuditAsked = z.output<typeof shapes.AuditQuery>

/** The trail for its keepers. */
export async function listAudit(ctx: Ctx, { after, limit, ...filter }: AuditAsked): Promise<z.input<typeof shapes.AuditPage>> {
  const rows = await readAudit(ctx.db, filter, decodeCursor(after, shapes.cursorId), limit + 1)
  const page = toPage(rows, limit, (row) => row.id)
  const names = await findPeople(
    ctx.db,
    page.items.flatMap((row) => row.actorId ?? []),
  )
  return { ...page, items: page.items.map((row) => ({ ...row, actor: (row.actorId && names.get(row.actorId)?.name) ?? null })) }
}

/** What was done in one's own name. */
export function myAudit(ctx: Ctx, { after, limit }: { after?: string | undefined; limit: number }): Promise<z.input<typeof shapes.AuditPage>> {
  return listAudit(ctx, { after, limit, actorId: callerIn(ctx).id })
}

export function auditVerdict(_ctx: Ctx, { noted }: { noted?: string | undefined }): ReturnType<typeof verifyAudit> {
  return verifyAudit(noted)
}

export async function listRetentions(ctx: Ctx): Promise<z.input<typeof shapes.RetentionRules>> {
  const rows = await readRetentions(ctx.db)
  return {
    items: retentionRules().map(({ name, days, least, most, empty }) => {
      const row = rows.get(name)
      return {
        name,
        days: row?.days ?? days,
        standard: days,
        least,
        most,
        empties: empty !== undefined,
        changedAt: row?.changedAt ?? null,
        lastRunAt: row?.lastRunAt ?? null,
        lastRemoved: row?.lastRemoved ?? null,
        removed: row?.removed ?? 0,
      }
    }),
  }
}
