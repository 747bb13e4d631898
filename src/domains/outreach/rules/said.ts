const encloses =
  /^\s*-{2,}\s*(original message|message d['’]origine|message transféré|message réexpédié|forwarded message)\s*-{2,}|^\s*(begin forwarded message|début du message (transféré|réexpédié))\s*:/i

const beginsQuote = [
  /^\s*le\s.{4,120}\sa écrit\s*:\s*$/i,
  /^\s*on\s.{4,120}\swrote\s*:\s*$/i,
  /^\s*(am|el|il|em)\s.{4,120}\s(schrieb|escribió|ha scritto|escreveu)\b.{0,80}:\s*$/i,
  // 2026-11-16 10:02 GMT+01:00 Mariam <m@nyala.example>:
  /^\s*\d{4}-\d\d-\d\d .{0,80}<[^\s<>]{3,200}>\s*:\s*$/,
  encloses,
  /^\s*_{20,}\s*$/,
  /^\s*(de|from)\s*:\s.+(@|<).*$/i,
  /^\s*envoyé (de|depuis) mon /i,
  /^\s*envoyé (depuis|à partir d['’e ]).{0,12}\b(application|outlook|yahoo|gmail|proton|orange|courrier)\b/i,
  /^\s*sent from (my |outlook|yahoo|proton)/i,
  /^\s*(get outlook for|télécharger outlook|obtenir outlook)/i,
]

/** What the person wrote: quotes of earlier mails are left out. Nothing left (they wrote below): the lines that are no quotes. */
export function withoutQuotes(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  // The line that introduces a quote is sometimes broken in two.
  const cut = lines.findIndex((line, at) => beginsQuote.some((shape) => shape.test(line) || shape.test(`${line} ${lines[at + 1] ?? ''}`.trimEnd())))
  const above = plain(cut < 0 ? lines : lines.slice(0, cut))
  return above || plain(lines.filter((_line, at) => at !== cut))
}

const plain = (lines: readonly string[]): string =>
  lines
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

const isForward = (subject: string): boolean => /^\s*(fwd?|tr|wg|rv|i)\s*:/i.test(subject)

/** Of a mail that was passed on: who had written it, and what; null when it encloses none. */
export function passedOn(subject: string, text: string): { from: string; name: string; text: string } | null {
  if (!isForward(subject)) return null
  const lines = text.replaceAll('\r\n', '\n').split('\n', 5_000)
  const at = lines.findIndex((line) => encloses.test(line))
  const head = at < 0 ? [] : lines.slice(at + 1, at + 15)
  const who = head.findIndex((line) => /^\s*[*>]?\s*(de|from|von|expéditeur)\s*\*?\s*:/i.test(line))
  const [, name = '', from = ''] =
    /:\s*\*?\s*"?([^"<@]{0,120}?)"?\s*[<[]?(?:mailto:)?([^\s<>[\]@]{1,64}@[^\s<>[\]@]{1,190})/.exec((head[who] ?? '').replaceAll(/\s+/g, ' ').slice(0, 400)) ?? []
  if (!from) return null
  const blank = lines.findIndex((line, place) => place > at + 1 + who && line.trim() === '')
  return { from: from.toLowerCase(), name: name.trim(), text: blank < 0 ? '' : lines.slice(blank + 1).join('\n') }
}

const please = `(merci de|veuillez|please|svp|s['’]il (te|vous) pla[iî]t|pourriez[- ]vous|je (souhaite|veux|voudrais))`
const wishes = [
  'stop',
  'unsubscribe( me)?',
  'remove me( from (your|this) (mailing )?list)?',
  'd[ée]sinscription',
  `(me )?d[ée]sinscri(re|vez[- ]moi)`,
  `(me )?d[ée]sabonne(r|ment|z[- ]moi)`,
  `ne (plus )?m['’][ée]crivez plus`,
  `ne plus (m['’][ée]crire|me contacter|recevoir (de|vos) (mails?|e-?mails?|messages?))`,
  `(me )?retire[rz](-moi)? de (votre|vos|cette|la) listes?`,
  `plus de (mails?|e-?mails?|messages?)`,
  `(please )?(stop|do not|don['’]t) (e-?mail|contact|writ)(e|ing)?( (to )?me)?( again| any ?more)?`,
]
const leaving = new RegExp(
  `^((bonjour|bonsoir|hello|hi|salut)[ ,.!]*\\s+)?(${please}\\s+)?(${wishes.join('|')})([ ,]+(svp|merci|thanks|thank you|please|s['’]il (te|vous) pla[iî]t))?[\\s.!]*$`,
  'i',
)

/** An answer that says nothing else than « no more »: in its only words, or above a name and nothing that asks. */
export function asksToLeave(text: string): boolean {
  const said = text.trim().slice(0, 400)
  if (leaving.test(said.replaceAll(/\s+/g, ' '))) return true
  const [first = '', ...below] = said.split('\n').filter((line) => line.trim())
  const rest = below.join(' ').trim()
  return leaving.test(first.trim()) && rest.length <= 60 && !/[?!…]/.test(rest) && below.length <= 3
}
