import { type DocumentNode, Lexer, Source, TokenKind, visit } from 'graphql'
import { Refusal } from '../../refusal.ts'

/** Brackets in brackets. Fields may be ten deep; their arguments, lists and fragments take some more. */
const mostNested = 60
/** How often one selection may name the same field of the answer. */
const mostAlike = 20

/** Refuses a text whose brackets stand in each other more than `mostNested` deep, before it is parsed: parser and rules call themselves for each. Refuses `platform.queryTooDeep`. */
export function refuseTooNested(query: string): void {
  const lexer = new Lexer(new Source(query))
  let depth = 0
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (token.kind === TokenKind.BRACE_L || token.kind === TokenKind.BRACKET_L || token.kind === TokenKind.PAREN_L) depth += 1
    if (token.kind === TokenKind.BRACE_R || token.kind === TokenKind.BRACKET_R || token.kind === TokenKind.PAREN_R) depth -= 1
    if (depth > mostNested) throw new Refusal('invalid', 'platform.queryTooDeep', { max: mostNested })
  }
}

/** Refuses a selection that names one field over and over, before it is checked: each is compared with each of its namesakes. Refuses `platform.queryTooCostly`. */
export function refuseTooAlike(document: DocumentNode): void {
  visit(document, {
    SelectionSet: ({ selections }) => {
      const counts = new Map<string, number>()
      for (const one of selections) {
        if (one.kind !== 'Field') continue
        const name = (one.alias ?? one.name).value
        const count = (counts.get(name) ?? 0) + 1
        if (count > mostAlike) throw new Refusal('invalid', 'platform.queryTooCostly', { cost: count, max: mostAlike })
        counts.set(name, count)
      }
    },
  })
}
