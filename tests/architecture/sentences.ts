import { readFileSync, globSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import ts from 'typescript'

/** Where a sentence's key is written in the code. */
export interface Mention {
  where: string
  key: string
  /** `t(…)` and refusals must be sentences; any other `room.word` may also name an operation, a table, a job. */
  must: boolean
  /** The key goes on with something computed: `cinema.role.${role}`. */
  open: boolean
}

const attributes = ['label', 'title', 'alt', 'placeholder', 'aria-label', 'hint', 'detail', 'lead', 'eyebrow', 'submit', 'caption', 'summary', 'empty']
/** Names that are the same in every language. */
const proper =
  /^(Griot|MONA|SPARK|Flow Stage|Karangou|Français|English|PostgreSQL|GraphQL|OpenAPI|REST|RSS|GitHub|AGPL-3\.0|Ctrl|Esc|K|CC0|CC BY|WebVTT|SRT|HLS|144p|kbit\/s|SMS|TOTP|QR)$/

function visitAll(path: string, text: string, visit: (node: ts.Node, line: number) => void): void {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const walk = (node: ts.Node): void => {
    visit(node, file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1)
    ts.forEachChild(node, walk)
  }
  walk(file)
}

/** Every key mentioned in a file, of the given rooms. */
export function mentions(path: string, text: string, rooms: readonly string[]): Mention[] {
  const found: Mention[] = []
  const isKey = new RegExp(`^(${rooms.join('|')})\\.[a-zA-Z][\\w.-]*$`)
  const isStart = new RegExp(`^(${rooms.join('|')})\\.[\\w.-]*$`)
  visitAll(path, text, (node, line) => {
    if (node.parent && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent) || ts.isLiteralTypeNode(node.parent))) return
    const where = `${path}:${line}`
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (isKey.test(node.text)) found.push({ where, key: node.text, must: isSentence(node), open: false })
    } else if (ts.isTemplateExpression(node) && isStart.test(node.head.text)) {
      found.push({ where, key: node.head.text, must: isSentence(node), open: true })
    }
  })
  return found
}

/** True inside `t(…)`, `new Refusal(kind, …)` and as the `code` of a field refusal. */
function isSentence(node: ts.Node): boolean {
  let at = node
  while (
    ts.isConditionalExpression(at.parent) ||
    ts.isParenthesizedExpression(at.parent) ||
    (ts.isBinaryExpression(at.parent) && at.parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
  )
    at = at.parent
  const parent = at.parent
  if (ts.isCallExpression(parent)) return parent.arguments[0] === at && /^(\w+\.)*t$/.test(parent.expression.getText())
  if (ts.isNewExpression(parent)) return parent.expression.getText() === 'Refusal' && parent.arguments?.[1] === at
  return ts.isPropertyAssignment(parent) && parent.name.getText() === 'code'
}

/** Words a reader would see that are not taken from the texts. */
export function bareWords(path: string, text: string): string[] {
  const found: string[] = []
  const isBare = (words: string): boolean => /\p{L}{2,}/u.test(words) && !proper.test(words.trim())
  visitAll(path, text, (node, line) => {
    if (ts.isJsxText(node) && isBare(node.text)) found.push(`${path}:${line} ${node.text.trim()}`)
    if (ts.isJsxAttribute(node) && attributes.includes(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && isBare(node.initializer.text))
      found.push(`${path}:${line} ${node.initializer.text}`)
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteral(node.expression) && !ts.isJsxAttribute(node.parent) && isBare(node.expression.text))
      found.push(`${path}:${line} ${node.expression.text}`)
  })
  return found
}

/** The arguments of an ICU message with what each is: `count plural`, `name argument`. Throws when it does not compile. */
export function argumentsOf(message: string, locale: string): string[] {
  const names = new Set<string>()
  const kinds = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag']
  const walk = (elements: readonly { type: number; value?: unknown; options?: Record<string, { value: never }> }[]): void => {
    for (const element of elements) {
      const kind = kinds[element.type] ?? 'unknown'
      if (!['literal', 'pound'].includes(kind)) names.add(`${String(element.value)} ${kind}`)
      for (const option of Object.values(element.options ?? {})) walk(option.value)
    }
  }
  walk(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst() as never)
  return [...names].toSorted()
}

/** Every file of the house that may speak, with its text. */
export function speakers(): { path: string; text: string }[] {
  return globSync('src/**/*.{ts,tsx}')
    .filter((path) => !/\.test\.|texts\.\w\w\.ts$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}
