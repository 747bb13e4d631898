/** A mail before it is written down: paragraphs, at most one thing to press or one code to type. */
export interface Letter {
  lang: string
  heading: string
  lines: readonly string[]
  action?: { label: string; href: string }
  code?: string
  /** Why one receives this, in small. */
  foot: string
}

/** The same letter as plain text and as simple HTML: one column, no image, no web font, readable on any phone and in the dark. */
export function writeOut(letter: Letter): { text: string; html: string } {
  const { heading, lines, action, code, foot } = letter
  const text = [
    heading,
    '',
    ...lines.flatMap((line) => [line, '']),
    ...(code ? [`    ${code}`, ''] : []),
    ...(action ? [`${action.label} : ${action.href}`, ''] : []),
    '-- ',
    foot,
  ].join('\n')
  const paragraph = (line: string) => `<p style="margin:0 0 16px">${escape(line)}</p>`
  const html = `<!doctype html><html lang="${letter.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escape(heading)}</title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',sans-serif"><div style="max-width:520px;margin:0 auto">
<p style="margin:0 0 24px;font-weight:700;letter-spacing:.04em">Griot</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escape(heading)}</h1>
${lines.map(paragraph).join('\n')}
${code ? `<p style="margin:0 0 24px;font:700 30px/1.2 ui-monospace,monospace;letter-spacing:.18em">${escape(code)}</p>` : ''}
${action ? `<p style="margin:24px 0"><a href="${escape(action.href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#27306b;color:#ffffff;text-decoration:none;font-weight:600">${escape(action.label)}</a></p><p style="margin:0 0 16px;font-size:13px;word-break:break-all">${escape(action.href)}</p>` : ''}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #9994;font-size:13px">${escape(foot)}</p>
</div></body></html>`
  return { text, html }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
