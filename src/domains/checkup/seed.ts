import { artistsOf, selectRecords } from '#domains/crm'
import { findPersonByEmail, findWorkspaceBySlug } from '#domains/identity'
import type { Ctx } from '#platform/context'
import { seedCheckups } from './seed/checkups.ts'
import { seedFigures } from './seed/figures.ts'
import { seedPrescriptions } from './seed/prescriptions.ts'

/** The demo of the room: figures of « Nyala Agence »'s artists, all invented, check-ups drawn from them, and what was prescribed. */
export async function seed(ctx: Ctx): Promise<void> {
  const [agency, mariam, julien] = await Promise.all([
    findWorkspaceBySlug(ctx.db, 'nyala-agence'),
    findPersonByEmail(ctx.db, 'mariam.kone@griot.example'),
    findPersonByEmail(ctx.db, 'julien.mercier@griot.example'),
  ])
  if (!agency || !mariam || !julien) return
  const ids = await selectRecords(ctx.db, agency.id, { kind: 'artist' })
  const known = await artistsOf(ctx.db, ids)
  const artists = ids.flatMap((id) => known.get(id) ?? [])
  await seedFigures(ctx, agency.id, artists, mariam.id)
  await seedCheckups(ctx, agency.id, artists, [mariam.id, julien.id])
  await seedPrescriptions(ctx)
}
