import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'

export interface LiveProject {
  id: string
  slug: string
}

/** A project that is being funded, written straight into a database: for what starts the product as a process and has no hands inside. */
export async function plantProject(db: pg.Client, facts: { goal?: number; rewards?: number } = {}): Promise<LiveProject> {
  const slug = `projet-${randomUUID().slice(0, 8)}`
  const one = async (text: string, values: unknown[]): Promise<string> => (await db.query<{ id: string }>(text, values)).rows[0]!.id
  const owner = await one(`insert into identity.users (name, email, email_verified) values ('Kossi Adjovi', $1, true) returning id`, [`${slug}@griot.example`])
  const workspace = await one(`insert into identity.workspaces (slug, name, kind, created_by) values ($1, 'Harmattan Films', 'production', $2) returning id`, [slug, owner])
  await db.query(`insert into identity.members (workspace_id, kind, user_id, role) values ($1, 'production', $2, 'owner')`, [workspace, owner])
  const id = await one(
    `insert into crowdfunding.projects (slug, workspace_id, title, summary, goal, currency, model, ends_on, ends_at, state, fee_basis_points, launched_at)
      values ($1, $2, 'Le prochain film', 'Un film à faire.', $3, 'XOF', 'all-or-nothing', current_date + 10, now() + interval '10 days', 'live', 500, now()) returning id`,
    [slug, workspace, facts.goal ?? 1_000_000],
  )
  return { id, slug }
}

/** A port nobody listens on now. */
export function quietPort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => done(port))
    })
  })
}

/** Contributes through REST as a guest with a phone, under one key. Answers the status and the contribution. */
export async function contribute(base: string, slug: string, key: string, amount: number, phone: string): Promise<{ status: number; body: { id: string; state: string } }> {
  const answer = await fetch(`${base}/api/v1/projects/${slug}/contributions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ amount, name: 'Une fan', phone, country: 'TG', provider: 'fedapay', channel: 'mixx', source: 'api' }),
    signal: AbortSignal.timeout(20_000),
  })
  return { status: answer.status, body: (await answer.json()) as { id: string; state: string } }
}
