import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'

/** One import as the law sees it: the file it reaches (from the root of the repository) or the package. */
export interface Import {
  file: string | null
  package: string | null
  typeOnly: boolean
  line: number
}

export interface Measured {
  name: string
  line: number
  /** Lines of its own: those of functions inside it are counted with these. */
  lines: number
}

export interface Source {
  path: string
  lines: number
  imports: Import[]
  functions: Measured[]
  classes: { name: string; line: number; parent: string | null }[]
  defaultExport: boolean
  /** Every text literal and template piece, with its line. */
  literals: { text: string; line: number }[]
}

/** Every TypeScript file of the tree, parsed. */
export function readTree(): Source[] {
  const paths = globSync(['src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'tests/**/*.ts', 'bench/**/*.ts', 'checks/**/*.ts', 'db/migrations/*.ts'])
  return paths.toSorted().map((path) => parse(path, readFileSync(path, 'utf8')))
}

export function parse(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const source: Source = { path, lines: text.trimEnd().split('\n').length, imports: [], functions: [], classes: [], defaultExport: false, literals: [] }
  const visit = (node: ts.Node): void => {
    note(source, file, node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return source
}

function note(source: Source, file: ts.SourceFile, node: ts.Node): void {
  const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const from = node.moduleSpecifier
    if (from && ts.isStringLiteral(from)) source.imports.push({ ...target(source.path, from.text), typeOnly: isTypeOnly(node), line })
  } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [from] = node.arguments
    if (from && ts.isStringLiteral(from)) source.imports.push({ ...target(source.path, from.text), typeOnly: false, line })
  }
  if (isFunction(node) && node.body) source.functions.push({ name: nameOf(node), line, lines: ownLines(file, node) })
  if (ts.isClassDeclaration(node) || ts.isClassExpression(node)) {
    source.classes.push({ name: node.name?.text ?? '', line, parent: node.heritageClauses?.[0]?.types[0]?.expression.getText(file) ?? null })
  }
  if (ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword))) source.defaultExport = true
  const inImport = node.parent && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent))
  if (!inImport && (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)))
    source.literals.push({ text: node.text, line })
}

type Body = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration

function isFunction(node: ts.Node): node is Body {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  )
}

function nameOf(node: Body): string {
  const own = node.name?.getText()
  const parent = node.parent
  return own ?? (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : 'anonymous')
}

function linesOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getEnd()).line - file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
}

function ownLines(file: ts.SourceFile, node: Body): number {
  let inside = 0
  const walk = (child: ts.Node): void => {
    if (isFunction(child)) inside += linesOf(file, child) - 1
    else ts.forEachChild(child, walk)
  }
  if (node.body) ts.forEachChild(node.body, walk)
  return linesOf(file, node) - inside
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  const clause = node.importClause
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every((one) => one.isTypeOnly)
}

/** Where a specifier leads, by the `imports` of package.json. */
export function target(from: string, specifier: string): { file: string | null; package: string | null } {
  if (specifier.startsWith('.')) return { file: normalize(join(dirname(from), specifier)), package: null }
  if (specifier === '#db') return { file: 'db/types.ts', package: null }
  const [, area, rest = ''] = /^#(domains|platform|ui|app|tests)\/(.+)$/.exec(specifier) ?? []
  if (!area)
    return {
      file: null,
      package: specifier.startsWith('node:')
        ? specifier
        : specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
    }
  const root = area === 'tests' ? 'tests' : `src/${area}`
  if (/\.(tsx?|css)$/.test(rest)) return { file: `${root}/${rest}`, package: null }
  if (area === 'domains') return { file: `${root}/${rest}/index.ts`, package: null }
  return { file: `${root}/${rest}${area === 'ui' ? '.tsx' : '.ts'}`, package: null }
}

/** The rooms that exist today. */
export function roomNames(): string[] {
  return globSync('src/domains/*')
    .map((path) => path.split('/').at(-1) ?? '')
    .filter((name) => existsSync(`src/domains/${name}`))
    .toSorted()
}
