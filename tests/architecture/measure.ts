import { basename, dirname } from 'node:path'
import { isBrowserPart, isTest, placeOf } from './law.ts'
import type { Source } from './source.ts'

export const fileLimit = 300
export const functionLimit = 40
export const folderLimit = 20
const depthLimit = 4

/** Data in the form of code: as long as it needs to be. */
const isExempt = (path: string): boolean => /(^|\/)(texts\.\w\w|seed)(\.|\/)|\/seed\/|^db\/migrations\//.test(path)
const forbiddenNames = /^(utils?|helpers?|common|misc|manager|base)$/
/** Folders that grew flat before the limit was measured. The number may only fall. */
export const wideFolders: Readonly<Record<string, number>> = { 'src/platform': 28, 'src/ui': 28 }
const allowedClasses: Readonly<Record<string, string>> = { Refusal: 'src/platform/refusal.ts', NamedClient: 'src/platform/database/pool.ts', FolderTaken: 'src/app/process.ts' }

export function sizeViolations(sources: readonly Source[]): string[] {
  const files = sources.filter((s) => s.lines > fileLimit && !isExempt(s.path)).map((s) => `${s.path}: ${s.lines} lines, at most ${fileLimit}`)
  const functions = sources
    .filter((s) => !isExempt(s.path) && !isTest(s.path))
    .flatMap((s) => s.functions.filter((f) => f.lines > functionLimit).map((f) => `${s.path}:${f.line} ${f.name}: ${f.lines} lines, at most ${functionLimit}`))
  return [...files, ...functions, ...folderViolations(sources)]
}

function folderViolations(sources: readonly Source[]): string[] {
  const counts = new Map<string, number>()
  for (const { path } of sources) if (path.startsWith('src/') && !isTest(path) && !isExempt(path)) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
  const wide = [...counts]
    .filter(([folder, n]) => n > (wideFolders[folder] ?? folderLimit))
    .map(([folder, n]) => `${folder}: ${n} files, at most ${wideFolders[folder] ?? folderLimit}`)
  const deep = [...counts.keys()].filter((folder) => folder.split('/').length - 1 > depthLimit).map((folder) => `${folder}: deeper than ${depthLimit} under src`)
  return [...wide, ...deep]
}

export function nameViolations(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, defaultExport, classes }) => {
    const name = basename(path).replace(/\.tsx?$/, '')
    const parts = [...dirname(path).split('/').slice(1), name]
    const found: string[] = []
    if (!path.startsWith('db/') && !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name)) found.push(`${path}: file names are kebab-case`)
    for (const part of parts) if (forbiddenNames.test(part)) found.push(`${path}: “${part}” says nothing`)
    if (path.startsWith('src/') && defaultExport && !mayDefault(path)) found.push(`${path}: named exports`)
    for (const one of classes)
      if (path.startsWith('src/') && !isTest(path) && !((one.parent && isBrowserPart(placeOf(path))) || one.parent === 'HTMLElement') && allowedClasses[one.name] !== path)
        found.push(`${path}:${one.line} class ${one.name}: functions and plain data`)
    return found
  })
}

/** React Router wants the component of a route, the root and the entries as the default export. */
const mayDefault = (path: string): boolean => /^src\/app\/(root|entry\.(client|server)|routes)\.tsx?$|^src\/app\/spaces\//.test(path) || placeOf(path).within.startsWith('screens/')

/** Names of another schema's tables in a room's code. `tables` as `schema.table`. */
export function foreignTables(sources: readonly Source[], tables: readonly string[]): string[] {
  const known = new Set(tables)
  return sources
    .filter((s) => !isTest(s.path) && (placeOf(s.path).layer === 'room' || placeOf(s.path).layer === 'platform'))
    .flatMap((s) => {
      const own = placeOf(s.path).layer === 'platform' ? ['platform'] : [placeOf(s.path).room]
      return s.literals.flatMap(({ text, line }) =>
        [...text.matchAll(/(?<![\w./'-])([a-z]+)\.([a-z_]+)\b/g)]
          .filter(([name, schema]) => known.has(name) && !own.includes(schema ?? '') && looksSql(text, name))
          .map(([name]) => `${s.path}:${line} names the table ${name}`),
      )
    })
}

/** An operation may be called like a table (`cinema.films`): only SQL and Kysely's table names count. */
const looksSql = (text: string, name: string): boolean => text === name || /\b(select|from|join|into|update|delete|where|exists|values)\b/i.test(text)
