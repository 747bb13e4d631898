import type { Ctx } from '#platform/context'
import { found } from '#platform/refusal'
import type { Lang } from '#platform/text'
import type { Theme } from '#platform/page'
import { forgetActor } from '../actor.ts'
import { personRenamed } from '../events.ts'
import { callerIn } from '../me.ts'
import { hasMail } from '../rules.ts'
import { changePerson, findPassword, findPerson, findProviders } from '../store/people.ts'
import { countRecoveryCodes, findPasskeys, findSecondFactor } from '../store/proofs.ts'

/** Who the caller is. */
export async function getMe(ctx: Ctx) {
  const actor = callerIn(ctx)
  const { id, name, email, emailVerified, phone, lang, theme } = found(await findPerson(ctx.db, actor.id))
  const memberships = actor.memberships.map((m) => ({ ...m, kind: m.kind as 'production', permissions: [...m.permissions] }))
  return { id, name, email: hasMail(email) ? email : null, emailVerified, phone, lang, theme, staff: [...actor.staff], memberships }
}

/** Changes name, language, theme; also the cookies that pages read, so that this very browser follows. */
export async function updateProfile(ctx: Ctx, input: { name?: string; lang?: Lang; theme?: Theme }) {
  const { id, name } = callerIn(ctx)
  await changePerson(ctx.db, id, input)
  if (input.name && input.name !== name) await personRenamed(ctx, id, input.name)
  const year = 'Path=/; SameSite=Lax; Max-Age=31536000'
  if (input.lang) ctx.request.reply.append('set-cookie', `lang=${input.lang}; ${year}`)
  if (input.theme) ctx.request.reply.append('set-cookie', `theme=${input.theme}; ${year}`)
  forgetActor(id)
  return getMe(ctx)
}

/** What protects the caller's account. */
export async function getSecurity(ctx: Ctx) {
  const { id } = callerIn(ctx)
  const person = found(await findPerson(ctx.db, id))
  const secondFactor = Boolean((await findSecondFactor(ctx.db, id))?.confirmedAt)
  return {
    hasPassword: (await findPassword(ctx.db, id)) !== null,
    phone: person.phone,
    secondFactor,
    recoveryCodesLeft: secondFactor ? await countRecoveryCodes(ctx.db, id) : 0,
    passkeys: await findPasskeys(ctx.db, id),
    providers: await findProviders(ctx.db, id),
  }
}
