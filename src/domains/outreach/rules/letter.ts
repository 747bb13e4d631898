/** What stands below a message: why one receives it, and the way out. */
export interface Foot {
  why: string
  leaveLabel: string
  leaveHref: string
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Addresses become links; all else stays as it was typed. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/g)
    .map((part, at) => (at % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part)))
    .join('')
}

/** A message as a person writes one: plain words and the same words as simple HTML, the signature, and (for prospecting) the foot. */
export function writeOut(body: string, signature: string, foot: Foot | null): { text: string; html: string } {
  const said = [body.trim(), signature.trim()].filter(Boolean)
  const text = [said.join('\n\n-- \n'), ...(foot ? [`\n\n${foot.why}\n${foot.leaveLabel} : ${foot.leaveHref}`] : [])].join('')
  const paragraphs = said.flatMap((part) => part.split(/\n{2,}/)).map((part) => `<p>${linked(part).replaceAll('\n', '<br>')}</p>`)
  const small = foot ? `<p style="font-size:12px;color:#666">${escape(foot.why)}<br><a href="${escape(foot.leaveHref)}">${escape(foot.leaveLabel)}</a></p>` : ''
  return { text, html: `<div style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">${paragraphs.join('')}${small}</div>` }
}

/** The subject of a message that goes on in the same conversation. */
export const replySubject = (subject: string): string => (/^(re|ré|rép)\s*:/i.test(subject.trim()) ? subject.trim() : `Re: ${subject.trim()}`)
