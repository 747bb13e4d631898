/** A page that a stand-in shows in the place of the provider's own: plainly a sandbox, no card number asked, buttons only. Works without JavaScript. */
export interface SandboxPage {
  provider: string
  lang: 'fr' | 'en'
  title: string
  amount: string
  description: string
  /** Said above the buttons, when the last try was refused. */
  trouble: string | null
  /** One form each: the value sent as `do`, and its label. The first is the main one. */
  choices: readonly { value: string; label: string }[]
}

const words = {
  fr: { sandbox: 'Bac à sable : aucune somme réelle ne bouge', note: 'Cette page joue celle de {provider}. Choisissez ce que fait la personne qui paie.' },
  en: { sandbox: 'Sandbox: no real money moves', note: 'This page plays that of {provider}. Choose what the person who pays does.' },
} as const

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f6f6f4;color:#1b1b1f}
main{max-width:26rem;margin:8vh auto;padding:0 1rem 3rem}
.sandbox{background:#ffe9a8;border:2px dashed #8a6100;border-radius:.5rem;padding:.5rem .75rem;font-weight:700}
h1{font-size:1.1rem;margin:1.5rem 0 0;font-weight:600}.amount{font-size:2.2rem;font-weight:700;margin:0}
.trouble{background:#fde4e1;border-radius:.5rem;padding:.5rem .75rem}
button{font:inherit;width:100%;min-height:3rem;margin:.25rem 0;padding:.5rem 1rem;border-radius:.5rem;border:1px solid #83838c;background:#fff;color:inherit;text-align:start;cursor:pointer}
form:first-of-type button{background:#1d1d6b;color:#fff;border-color:#1d1d6b;font-weight:600}`

export function sandboxPage({ provider, lang, title, amount, description, trouble, choices }: SandboxPage): string {
  const { sandbox, note } = words[lang]
  const forms = choices.map(({ value, label }) => `<form method="post"><button name="do" value="${escape(value)}">${escape(label)}</button></form>`).join('\n')
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escape(`${title} — ${provider}, ${sandbox}`)}</title><style>${style}</style></head>
<body><main><p class="sandbox">${sandbox}</p><h1>${escape(title)}</h1><p class="amount">${escape(amount)}</p><p>${escape(description)}</p>
${trouble ? `<p class="trouble" role="alert">${escape(trouble)}</p>` : ''}<p>${escape(note.replace('{provider}', provider))}</p>
${forms}</main></body></html>`
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** `5 000 F CFA`, `10,50 €`: as the provider's page would say it. */
export function shownAmount(amount: number, currency: string, lang: 'fr' | 'en'): string {
  const format = new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', { style: 'currency', currency })
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
