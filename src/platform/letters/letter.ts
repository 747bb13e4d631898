import { type Face, fill, layoutOf } from './layout.ts'

/** A mail before it is written down: paragraphs, at most one thing to press or one code to type; or several things told at once. */
export interface Letter {
  lang: string
  heading: string
  lines: readonly string[]
  action?: { label: string; href: string }
  code?: string
  /** Told in one mail, each with its own link. */
  items?: readonly { title: string; text: string; label: string; href: string }[]
  /** Why one receives this, in small. */
  foot: string
  /** A way to receive no more of this. */
  leave?: { label: string; href: string }
  /** Whose colours it wears. Default: the house's. */
  face?: Face
}

/** The same letter as plain text and as HTML: one column, no picture, no font or other thing to fetch, readable on any phone and in the dark. */
export async function writeOut(letter: Letter): Promise<{ text: string; html: string }> {
  return { text: plainText(letter), html: fill(await layoutOf(letter.face ?? 'griot'), partsOf(letter)) }
}

function plainText({ heading, lines, action, code, items = [], foot, leave }: Letter): string {
  return [
    heading,
    '',
    ...lines.flatMap((line) => [line, '']),
    ...(code ? [`    ${code}`, ''] : []),
    ...items.flatMap(({ title, text, href }) => [`* ${title}`, ...(text ? [`  ${text}`] : []), ...(href ? [`  ${href}`] : []), '']),
    ...(action ? [`${action.label} : ${action.href}`, ''] : []),
    '-- ',
    foot,
    ...(leave ? [`${leave.label} : ${leave.href}`] : []),
  ].join('\n')
}

function partsOf({ lang, heading, lines, action, code, items = [], foot, leave }: Letter) {
  return {
    lang,
    heading,
    preview: lines[0] ?? heading,
    lines: lines.map((line) => ({ line })),
    hasCode: code !== undefined,
    code: code ?? '',
    items: items.map((item) => ({ ...item })),
    hasAction: action !== undefined,
    label: action?.label ?? '',
    href: action?.href ?? '',
    foot,
    hasLeave: leave !== undefined,
    leaveLabel: leave?.label ?? '',
    leaveHref: leave?.href ?? '',
  }
}
