import { sql } from 'kysely'
import type { Db } from '#platform/context'
import { fundingInvariants } from './funding.ts'
import { ledgerInvariants } from './ledger.ts'
import { paymentInvariants } from './payments.ts'

/** What must hold between rooms, on live data, at any moment. Each question answers the rows that break it: none, when all is well. */
export const invariants: Readonly<Record<string, string>> = {
  'the stars told of a film are those that were given': `
    select f.id from cinema.films f left join (select film_id, count(*) as n, avg(stars) as mean from audience.ratings group by film_id) r on r.film_id = f.id
    where f.ratings <> coalesce(r.n, 0) or (r.n > 0 and abs(f.rating - r.mean) > 0.01)`,
  'the favourites told of a film are those that were kept': `
    select f.id from cinema.films f left join (select film_id, count(*) as n from audience.favourites group by film_id) s on s.film_id = f.id where f.likes <> coalesce(s.n, 0)`,
  'a film that can be watched has a video that is there': `
    select f.id from cinema.films f left join media.titles t on t.id = f.title_id where f.watchable and (t.id is null or t.version is null)`,
  'a film was published by somebody’s decision': `
    select f.id from cinema.films f where f.state = 'published' and not exists (select 1 from cinema.decisions d where d.film_id = f.id and d.kind = 'published')`,
  'a video that plays has its qualities': `
    select t.id from media.titles t where t.version is not null and not exists (select 1 from media.renditions r where r.title_id = t.id and r.version = t.version)`,
  'a video at work has a worker and a lease': `select id from media.titles where state in ('probing', 'processing') and (worked_by is null or leased_until is null)`,
  'a workspace has an owner': `select w.id from identity.workspaces w where not exists (select 1 from identity.members m where m.workspace_id = w.id and m.role = 'owner')`,
  'the staff has an administrator': `select 'staff' as id where exists (select 1 from identity.staff_roles) and not exists (select 1 from identity.staff_roles where role = 'administrator')`,
  'an event that somebody reacts to has been reacted to, or waits in a job': `
    select e.id from platform.events e where e.at < now() - interval '1 day' and exists (
      select 1 from graphile_worker.jobs j where j.task_identifier = 'platform.react' and j.key like '%:' || e.id and j.attempts >= j.max_attempts)`,
  ...ledgerInvariants,
  ...paymentInvariants,
  ...fundingInvariants,
  'the audit trail cannot be changed': `select 'audit' as id where not exists (select 1 from pg_trigger where tgname = 'audit_append_only' and tgenabled <> 'D')`,
}

export interface Broken {
  invariant: string
  /** The first ids, at most twenty. */
  ids: string[]
}

export async function brokenInvariants(db: Db): Promise<Broken[]> {
  const found: Broken[] = []
  for (const [invariant, question] of Object.entries(invariants)) {
    const { rows } = await sql<{ id: string }>`${sql.raw(question)} limit 20`.execute(db)
    if (rows.length > 0) found.push({ invariant, ids: rows.map((row) => row.id) })
  }
  return found
}
