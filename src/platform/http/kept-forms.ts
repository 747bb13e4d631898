import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { digest, randomToken } from '../secrets.ts'

/** Name of the cookie that holds the secret of a kept form. */
export const keptCookie = 'kept'
export const keptSeconds = 3_600
const most = { bytes: 200_000, rows: 10_000 }

export type KeptValues = Record<string, string | string[]>

/** Keeps, for an hour, what somebody sent whose session had ended. Answers the secret for their browser; null when it is too much to keep. */
export async function keepForm(ctx: Ctx, path: string, values: KeptValues): Promise<string | null> {
  const text = JSON.stringify(values).replaceAll('\\u0000', '')
  if (text.length > most.bytes) return null
  const secret = randomToken()
  const { rows } = await sql`insert into platform.kept_forms (hash, path, values, at) select ${digest(secret)}, ${path}, ${text}::jsonb, ${ctx.now}
    where (select count(*) from platform.kept_forms) < ${most.rows} returning 1`.execute(ctx.db)
  return rows.length > 0 ? secret : null
}

/** Gives back, once, what was typed on this page. */
export async function takeForm(ctx: Ctx, secret: string, path: string): Promise<KeptValues | null> {
  const { rows } = await sql<{ values: KeptValues }>`delete from platform.kept_forms
    where hash = ${digest(secret)} and path = ${path} and at > ${ctx.now}::timestamptz - make_interval(secs => ${keptSeconds}) returning values`.execute(ctx.db)
  return rows[0]?.values ?? null
}

/** Timed: what nobody came back for. */
export async function forgetForms(ctx: Ctx): Promise<void> {
  await sql`delete from platform.kept_forms where at <= ${ctx.now}::timestamptz - make_interval(secs => ${keptSeconds})`.execute(ctx.db)
}
