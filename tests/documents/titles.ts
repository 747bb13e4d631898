import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** Every test of the house as `file › group › title`. What a title computes stands as `…`. */
export function titles(): string[] {
  const files = globSync(['tests/*.test.ts', 'tests/stories/**/*.test.ts', 'tests/browser/*.spec.ts', 'src/**/*.test.ts', 'scripts/**/*.test.ts'])
  return files.toSorted().flatMap((path) => titlesOf(path, readFileSync(path, 'utf8')))
}

export function titlesOf(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node, way: readonly string[]): void => {
    const named = ts.isCallExpression(node) ? nameOf(node) : null
    const next = named ? [...way, named.title] : way
    if (named && named.kind !== 'describe') found.push(next.join(' › '))
    ts.forEachChild(node, (child) => visit(child, next))
  }
  visit(file, [path])
  return found
}

function nameOf(call: ts.CallExpression): { kind: string; title: string } | null {
  const kind = rootOf(call.expression)
  const [first, second] = call.arguments
  if (!first || !second || !['test', 'it', 'describe'].includes(kind)) return null
  if (ts.isStringLiteralLike(first)) return { kind, title: first.text }
  return ts.isTemplateExpression(first) ? { kind, title: [first.head.text, ...first.templateSpans.map((span) => span.literal.text)].join('…') } : null
}

/** `test` of `test(…)`, `test.runIf(x)(…)`, `describe.each(rows)(…)`. */
function rootOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node)) return /^(only|skip|each|for|runIf|skipIf|describe)$/.test(node.name.text) ? rootOf(node.expression) : ''
  return ts.isCallExpression(node) ? rootOf(node.expression) : ''
}
