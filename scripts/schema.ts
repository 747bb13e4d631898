// Writes db/schema.sql (the schema as it stands, for reviewers) and db/types.ts (the same for the compiler) from the migrations, run on an empty database.
// `node scripts/schema.ts --check` changes nothing and fails when either file is out of date.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closePool, openPool, pgPool } from '../src/platform/database/pool.ts'
import { migrate } from '../src/platform/database/migrate.ts'
import { startPostgres } from '../src/platform/database/postgres.ts'

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'platform_migrations') and n.nspname !~ '^pg_'`
const notOfExtension = (id: string, catalog: string) => `not exists (select 1 from pg_depend d where d.objid = ${id} and d.classid = '${catalog}'::regclass and d.deptype = 'e')`

/** One query a kind of object, each giving ordered lines of SQL. */
const parts = [
  `select 'create extension ' || extname || ';' as line from pg_extension where extname <> 'plpgsql' order by extname`,
  `select 'create schema ' || nspname || ';' as line from pg_namespace n where ${ours} and nspname <> 'public' order by nspname`,
  `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours} and ${notOfExtension('p.oid', 'pg_proc')} order by n.nspname, p.proname, p.oid::regprocedure::text`,
  `select format(E'create table %I.%I (\\n%s\\n);', n.nspname, c.relname, string_agg(format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      case when a.attidentity <> '' then ' generated always as identity' when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
        when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end), E',\\n' order by a.attnum)) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind in ('r', 'p') and ${ours} group by n.nspname, c.relname order by n.nspname, c.relname`,
  `select format('alter table %s add constraint %I %s;', o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid)) as line
    from pg_constraint o join pg_namespace n on n.oid = o.connamespace where ${ours} and o.conrelid <> 0 and o.contype in ('p', 'u', 'x', 'c', 'f')
    order by o.contype = 'f', o.conrelid::regclass::text, o.contype desc, o.conname`,
  `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not exists (select 1 from pg_constraint o where o.conindid = i.indexrelid) order by 1`,
  `select pg_get_statisticsobjdef(s.oid) || ';' as line from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where ${ours} order by 1`,
  `select pg_get_viewdef(c.oid) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and ${ours} order by c.oid::regclass::text`,
  `select pg_get_triggerdef(t.oid) || ';' as line from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not t.tgisinternal order by 1`,
]

const folder = mkdtempSync(join(tmpdir(), 'griot-schema-'))
const server = await startPostgres(join(folder, 'pg'), { careless: true })
try {
  await migrate(openPool(server.connection, 2))
  const written = { 'db/schema.sql': await schemaSql(), 'db/types.ts': await types(server.connection.host ?? '') }
  await closePool()
  for (const [file, text] of Object.entries(written)) {
    if (!process.argv.includes('--check')) writeFileSync(file, text)
    else if (readFileSync(file, 'utf8') !== text) {
      console.error(`${file} is not what the migrations make: run "node scripts/schema.ts"`)
      process.exitCode = 1
    }
  }
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function schemaSql(): Promise<string> {
  const sections: string[] = ['-- The schema as it stands, written by scripts/schema.ts from db/migrations. Not run by anything.']
  for (const part of parts) {
    const { rows } = await pgPool().query<{ line: string }>(part)
    if (rows.length > 0) sections.push(rows.map((row) => row.line.trimEnd()).join('\n'))
  }
  return sections.join('\n\n') + '\n'
}

async function types(host: string): Promise<string> {
  const file = join(folder, 'types.ts')
  const url = `postgres://griot@localhost/griot?host=${encodeURIComponent(host)}`
  execFileSync(
    'node_modules/.bin/kysely-codegen',
    [
      '--url',
      url,
      '--dialect',
      'postgres',
      '--out-file',
      file,
      '--default-schema',
      'none',
      '--exclude-pattern',
      '{graphile_worker,platform_migrations}.*',
      '--log-level',
      'error',
      '--type-only-imports',
    ],
    { stdio: 'inherit' },
  )
  // The pool reads int8 as a number.
  return readFileSync(file, 'utf8').replace(/export type Int8 = .*;/, 'export type Int8 = ColumnType<number, bigint | number | string, bigint | number | string>;')
}
