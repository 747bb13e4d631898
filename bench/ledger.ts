/**
 * The price of the ledger: transfers posted a second through its door, against the same rows written by hand in one statement (plain tables with the same indexes, no checks, no
 * triggers, the accounts' ids known beforehand), on the same server with the same durability, connections and concurrency. Runs alternate, medians are compared.
 * Target: ≥ 0.6 on one hot account and over 1,000. Also told: money taken from one hot account with a floor, one transfer after the other by its nature.
 * Run: node bench/ledger.ts [seconds a run] [rounds] [at once]
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readConfig, setConfig } from '#platform/config'
import { migrate } from '#platform/database/migrate'
import { closePool, openPool, pgPool, pool } from '#platform/database/pool'
import { startPostgres } from '#platform/database/postgres'
import { postTransfer } from '../src/domains/ledger/index.ts'
import type { AccountRef } from '../src/domains/ledger/types.ts'

const [seconds = 1, rounds = 15, atOnce = 16] = process.argv.slice(2).map(Number)

const float: AccountRef = { owner: 'provider:bench', purpose: 'float', currency: 'XOF' }
const pots = Array.from({ length: 1_000 }, (_, place): AccountRef => ({ owner: `project:${place}`, purpose: 'pot', currency: 'XOF' }))
const plain = `
  create schema plain;
  create table plain.transfers (id uuid primary key default uuidv7(), key text not null unique, fingerprint text not null, reason text not null, reference text, metadata jsonb not null,
    state text not null, at timestamptz not null, settled_at timestamptz, reverses uuid unique);
  create index on plain.transfers (at) where state = 'pending';
  create table plain.legs (transfer_id uuid not null, leg smallint not null, at timestamptz not null, debit_account uuid not null, credit_account uuid not null, currency text not null,
    amount bigint not null, primary key (transfer_id, leg));
  create index on plain.legs (debit_account, at, transfer_id, leg) include (amount);
  create index on plain.legs (credit_account, at, transfer_id, leg) include (amount);
  create table plain.arrivals (account_id uuid not null, amount bigint not null);
  create index on plain.arrivals (account_id) include (amount);`
const byHand = `
  with t as (insert into plain.transfers (key, fingerprint, reason, reference, metadata, state, at) values ($1, $2, $3, $4, $5, 'posted', $6) returning id),
    l as (insert into plain.legs (transfer_id, leg, at, debit_account, credit_account, currency, amount) select id, 1, $6, $7, $8, 'XOF', $9 from t)
  insert into plain.arrivals (account_id, amount) values ($8, $9)`

let ids: ReadonlyMap<string, string>

const metadata = { channel: 'mixx' }
const some = (count: number): AccountRef => pots[Math.floor(Math.random() * count)]!
const ours = (count: number) => async () => {
  const key = `contribution:${randomUUID()}`
  await postTransfer(pool(), { key, reason: 'contribution', reference: key, metadata, legs: [{ debit: float, credit: some(count), amount: 5_000 }] })
}
const hand = (count: number) => async () => {
  const key = `contribution:${randomUUID()}`
  const pot = some(count).owner
  const fingerprint = `posted\nprovider:bench/float/XOF > ${pot}/pot/XOF 5000`
  await pgPool().query(byHand, [key, fingerprint, 'contribution', key, JSON.stringify(metadata), new Date(), ids.get(float.owner), ids.get(pot), 5_000])
}
const taking = async (): Promise<void> => {
  const key = `refund:${randomUUID()}`
  await postTransfer(pool(), { key, reason: 'refund', reference: key, metadata, legs: [{ debit: pots[0]!, credit: float, amount: 1 }] })
}

/** Transfers a second, `atOnce` at a time. */
async function run(one: () => Promise<void>, duration = seconds): Promise<number> {
  const begun = performance.now()
  const until = begun + duration * 1_000
  let done = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        await one()
        done += 1
      }
    }),
  )
  return done / ((performance.now() - begun) / 1_000)
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

async function compare(name: string, count: number): Promise<boolean> {
  await run(ours(count), 1)
  await run(hand(count), 1)
  const runs: { ours: number; hand: number }[] = []
  for (let round = 0; round < rounds; round += 1) runs.push({ ours: await run(ours(count)), hand: await run(hand(count)) })
  const ratio = median(runs.map((one) => one.ours / one.hand))
  console.log(
    `${name}: ${ratio.toFixed(2)} of the same rows by hand (target ≥ 0.6); ${Math.round(median(runs.map((one) => one.ours)))} to ${Math.round(median(runs.map((one) => one.hand)))} transfers a second`,
  )
  return ratio >= 0.6
}

const folder = mkdtempSync(join(tmpdir(), 'griot-bench-ledger-'))
const read = readConfig({ NODE_ENV: 'test', GRIOT_DATA: folder, LOG_LEVEL: 'error' })
if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
setConfig(read.config)
const server = await startPostgres(join(folder, 'pg'))
try {
  await migrate(openPool(server.connection, atOnce))
  await pgPool().query(plain)
  for (const pot of pots) await postTransfer(pool(), { key: `open:${pot.owner}`, reason: 'contribution', legs: [{ debit: float, credit: pot, amount: 1 }] })
  const { rows } = await pgPool().query<{ id: string; owner: string }>('select id, owner from ledger.accounts')
  ids = new Map(rows.map(({ id, owner }) => [owner, id]))
  console.log(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)} before we begin; ${seconds} s a run, ${rounds} rounds, ${atOnce} at once`)
  const kept = [await compare('one hot account', 1), await compare('1,000 accounts', 1_000)]
  console.log(`taken from one hot account with a floor: ${Math.round(await run(taking))} transfers a second`)
  process.exitCode = kept.every(Boolean) ? 0 : 1
} finally {
  await closePool()
  // The last connections take a moment to be gone; a server that ends them itself is complained of.
  await wait(300)
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
