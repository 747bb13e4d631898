/**
 * Why the ledger keeps the floors of accounts as it does (docs/decisions/011-the-ledger.md): money given to and taken from one hot account a second, by five ways of knowing
 * what is left. Giving is measured alone and inside a transaction of four more round trips, as rooms do it. Ways alternate, medians are told.
 * Run: node bench/ledger-floors.ts [seconds a run] [rounds]
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '#platform/database/postgres'

const [seconds = 0.7, rounds = 7] = process.argv.slice(2).map(Number)
const atOnce = 16

const tables = `
  create table legs (transfer_id uuid primary key default uuidv7(), key text unique, at timestamptz default now(), debit int, credit int, amount bigint);
  create index on legs (debit, at, transfer_id) include (amount);
  create index on legs (credit, at, transfer_id) include (amount);
  create table one_row (id int primary key, balance bigint check (balance >= 0)) with (fillfactor = 50);
  create table stripes (id int, stripe int, balance bigint check (balance >= 0), primary key (id, stripe)) with (fillfactor = 50);
  create table floors (id int primary key, balance bigint check (balance >= 0)) with (fillfactor = 50);
  create table arrivals (id int, amount bigint);
  create index on arrivals (id) include (amount);
  insert into one_row values (1, 0);
  insert into floors values (1, 0);
  insert into stripes select 1, n, 0 from generate_series(0, 15) n;`
const giving: Readonly<Record<string, string>> = {
  'no balance kept': '',
  'one row': 'update one_row set balance = balance + a where id = 1;',
  'sixteen stripes': 'update stripes set balance = balance + a where id = 1 and stripe = s;',
  arrivals: 'insert into arrivals values (1, a);',
}
const taking: Readonly<Record<string, string>> = {
  'one row': 'update one_row set balance = balance - a where id = 1;',
  'sixteen stripes': `
    for r in select * from stripes where id = 1 order by stripe for update loop
      exit when a = 0;
      update stripes set balance = r.balance - least(r.balance, a) where id = 1 and stripe = r.stripe;
      a := a - least(r.balance, a);
    end loop;`,
  'arrivals, counted in when short': `
    select f.balance into b from floors f where f.id = 1 for update;
    if b < a then with x as (delete from arrivals where id = 1 returning amount) update floors set balance = balance + coalesce((select sum(amount) from x), 0) where id = 1; end if;
    update floors set balance = balance - a where id = 1;`,
  'arrivals, counted in each time': `
    perform 1 from floors where id = 1 for update;
    with x as (delete from arrivals where id = 1 returning amount) update floors set balance = balance + coalesce((select sum(amount) from x), 0) - a where id = 1;`,
  'sum of all postings under a lock': `
    perform 1 from floors where id = 1 for update;
    select coalesce((select sum(amount) from legs where credit = 1), 0) - coalesce((select sum(amount) from legs where debit = 1), 0) into b;`,
}
const functionOf = (name: string, body: string, debit: number, credit: number): string => `
  create function ${name}(k text, a bigint) returns void language plpgsql as $$
  declare s int := floor(random() * 16)::int; b bigint; r record; all_of bigint := a;
  begin
    ${body}
    insert into legs (key, debit, credit, amount) values (k, ${debit}, ${credit}, all_of);
  end $$;`

const folder = mkdtempSync(join(tmpdir(), 'griot-bench-floors-'))
const server = await startPostgres(join(folder, 'pg'))
const pool = new pg.Pool({ ...server.connection, max: atOnce })

async function run(name: string, amount: number, within: boolean): Promise<number> {
  const begun = performance.now()
  const call = () => ({ name, text: `select ${name}($1, $2)`, values: [randomUUID(), amount] })
  let done = 0
  const once = async (): Promise<void> => {
    if (!within) return void (await pool.query(call()))
    const client = await pool.connect()
    for (const step of ['begin', call(), 'select 1', 'select 2', 'commit']) await client.query(step as string)
    client.release()
  }
  const busy = async (): Promise<void> => {
    for (; performance.now() < begun + seconds * 1_000; done += 1) await once()
  }
  await Promise.all(Array.from({ length: atOnce }, busy))
  return done / ((performance.now() - begun) / 1_000)
}

async function compare(title: string, ways: readonly string[], prefix: string, amount: number, within: boolean): Promise<void> {
  const found = new Map<string, number[]>()
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, way] of ways.entries()) found.set(way, [...(found.get(way) ?? []), await run(`${prefix}${place}`, amount, within)])
  }
  console.log(title)
  for (const [way, figures] of found) console.log(`  ${way}: ${Math.round(figures.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!)} a second`)
}

try {
  await pool.query(tables)
  for (const [place, body] of Object.values(giving).entries()) await pool.query(functionOf(`give${place}`, body, 2, 1))
  for (const [place, body] of Object.values(taking).entries()) await pool.query(functionOf(`take${place}`, body, 1, 2))
  await compare('given to one account', Object.keys(giving), 'give', 1_000, false)
  await compare('given to one account, inside a transaction of four more round trips', Object.keys(giving), 'give', 1_000, true)
  await compare('taken from one account', Object.keys(taking), 'take', 1, false)
} finally {
  await pool.end()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
