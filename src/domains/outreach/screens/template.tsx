import { useEffect, useRef, useState } from 'react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useFetcher, useLoaderData } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { Button, ButtonRow } from '#ui/button'
import { Card } from '#ui/card'
import { Field, Fieldset, Form, Hidden } from '#ui/form'
import { Page, Section, Split } from '#ui/layout'
import { Breadcrumbs } from '#ui/navigation'
import { Notice } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { dmNetworks } from '../types.ts'
import { Head } from './parts/head.tsx'
import { said } from './parts/said.ts'

export const handle = { page: 'work', space: 'mona' } satisfies PageHandle

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const page = pageOf(context)
  const room = callerOf<typeof operations>(context, 'outreach')
  const asked = new URL(request.url).searchParams.get('with')
  const [template, found] = await Promise.all([
    room.getMessageTemplate({ id: params.id ?? '' }),
    page.call('crm.listArtists', { limit: 50, sort: 'updated', direction: 'down' }) as Promise<{ items: { id: string; name: string }[] }>,
  ])
  const artists = found.items.map(({ id, name }) => ({ id, name }))
  const chosen = artists.find(({ id }) => id === asked)?.id ?? artists[0]?.id
  const lang = template.fr ? 'fr' : 'en'
  const said = template[lang]
  const preview = chosen && said ? await room.previewMessage({ recordId: chosen, subject: said.subject, body: said.body.slice(0, 10_000), lang }) : null
  return { template, artists, chosen: chosen ?? null, preview }
}

/** How a fallback is written. */
const example = '{{artist.city|Lomé}}'

type Data = Awaited<ReturnType<typeof loader>>
interface Acted {
  intent: string
  result: Submitted
}

export async function action({ context, request, params }: ActionFunctionArgs): Promise<Acted> {
  const form = await request.formData()
  const page = pageOf(context)
  const intent = said(form, 'intent')
  if (intent === 'retire' || intent === 'back') return { intent, result: await page.submit('outreach.retireMessageTemplate', form, { id: params.id, back: intent === 'back' }) }
  if (intent !== 'preview') return { intent: 'save', result: await page.submit('outreach.editMessageTemplate', form, { id: params.id }) }
  const lang = said(form, 'fr.body') ? 'fr' : 'en'
  const only = new FormData()
  only.set('recordId', said(form, 'with'))
  only.set('subject', said(form, `${lang}.subject`))
  only.set('body', said(form, `${lang}.body`))
  only.set('lang', lang)
  return { intent, result: await page.submit('outreach.previewMessage', only) }
}

/** A template, and beside it what a real artist would read. */
export default function Template({ actionData }: { actionData?: Acted }) {
  const { t } = useText()
  const { template, artists, chosen, preview } = useLoaderData<typeof loader>()
  const live = useFetcher<Acted>()
  const form = useRef<HTMLDivElement>(null)
  const [edits, setEdits] = useState(0)
  const send = live.submit
  useEffect(() => {
    if (edits === 0) return
    const timer = setTimeout(() => {
      const element = form.current?.querySelector('form')
      if (!element) return
      const data = new FormData(element)
      data.append('intent', 'preview')
      void send(data, { method: 'post' })
    }, 350)
    return () => clearTimeout(timer)
  }, [edits, send])
  const shownBy = [live.data, actionData].find((one) => one?.intent === 'preview' && one.result.ok)
  const shown = shownBy?.result.ok ? (shownBy.result.output as Data['preview']) : preview
  const saved = actionData?.intent === 'save' ? actionData.result : null
  return (
    <Page width="wide">
      <Breadcrumbs items={[{ href: '/mona/outreach/templates', label: t('outreach.templates') }, { label: template.name }]} />
      <Head title={template.name} current="templates" />
      {saved?.ok && <Notice kind="good">{t('outreach.saved')}</Notice>}
      <Split aside={<Preview shown={shown} />}>
        <div ref={form} onInput={() => setEdits((n) => n + 1)}>
          <Editor key={template.version} template={template} artists={artists} chosen={chosen} result={saved} />
        </div>
        <Versions template={template} result={actionData && ['retire', 'back'].includes(actionData.intent) ? actionData.result : null} />
      </Split>
    </Page>
  )
}

function Editor({ template, artists, chosen, result }: Pick<Data, 'template' | 'artists' | 'chosen'> & { result: Submitted | null }) {
  const { t } = useText()
  const isMail = template.channel === 'mail'
  return (
    <Form result={result} {...(template.maySend ? { submit: t('outreach.save') } : {})}>
      <Hidden values={{ intent: 'save', version: template.version }} />
      <Field name="name" label={t('outreach.name')} defaultValue={template.name} required maxLength={80} />
      {!isMail && (
        <Field
          name="network"
          type="select"
          label={t('outreach.network')}
          required
          defaultValue={template.network ?? 'instagram'}
          options={dmNetworks.map((one) => ({ value: one, label: t(`crm.network.${one}`) }))}
        />
      )}
      {(['fr', 'en'] as const).map((lang) => (
        <Fieldset key={lang} legend={t(lang === 'fr' ? 'outreach.french' : 'outreach.english')}>
          {isMail && <Field name={`${lang}.subject`} label={t('outreach.subject')} hint={t('outreach.threadHint')} defaultValue={template[lang]?.subject ?? ''} maxLength={200} />}
          <Field name={`${lang}.body`} type="textarea" rows={10} label={t('outreach.body')} defaultValue={template[lang]?.body ?? ''} maxLength={10_000} />
        </Fieldset>
      ))}
      <Disclosure title={t('outreach.variables')}>
        <p className="text-soft">
          {t('outreach.variablesHint')} <code>{example}</code>
        </p>
        <p className="prose">
          {template.variables.map((name) => (
            <code key={name}>{` {{${name}}} `}</code>
          ))}
        </p>
      </Disclosure>
      {artists.length > 0 && (
        <>
          <Field name="with" type="select" label={t('outreach.previewFor')} defaultValue={chosen ?? ''} options={artists.map(({ id, name }) => ({ value: id, label: name }))} />
          <noscript>
            <Button type="submit" name="intent" value="preview">
              {t('outreach.previewAct')}
            </Button>
          </noscript>
        </>
      )}
    </Form>
  )
}

function Preview({ shown }: { shown: Data['preview'] }) {
  const { t } = useText()
  if (!shown) return null
  return (
    <Card title={t('outreach.preview')}>
      <div aria-live="polite" className="grid gap-2">
        <p className="text-soft text-sm">{[shown.name, shown.to].filter(Boolean).join(' · ')}</p>
        {shown.subject && <p className="font-display">{shown.subject}</p>}
        <p className="wrap-anywhere whitespace-pre-line">{shown.body}</p>
        {shown.unknown.length > 0 && <Notice kind="bad">{t('outreach.unknownValues', { names: shown.unknown.join(', ') })}</Notice>}
        {shown.missing.length > 0 && <Notice kind="warn">{t('outreach.missingValues', { names: shown.missing.join(', ') })}</Notice>}
      </div>
    </Card>
  )
}

function Versions({ template, result }: Pick<Data, 'template'> & { result: Submitted | null }) {
  const { t, dateTime, number } = useText()
  const intent = template.retired ? 'back' : 'retire'
  return (
    <Section title={t('outreach.versions')}>
      <ul className="grid gap-2">
        {template.versions.map(({ version, by, at, figures }) => (
          <li key={version}>
            {t('outreach.version', { n: version })} · {dateTime(at)} {by && t('outreach.by', { name: by })} ·{' '}
            <span className="text-soft">{`${t('outreach.sent')} ${number(figures.sent)}, ${t('outreach.answeredCount')} ${number(figures.answered)}`}</span>
          </li>
        ))}
      </ul>
      {template.maySend && (
        <Form result={result}>
          <Hidden values={{ intent }} />
          <ButtonRow>
            <Button type="submit" size="small">
              {t(template.retired ? 'outreach.bringBack' : 'outreach.retire')}
            </Button>
          </ButtonRow>
        </Form>
      )}
    </Section>
  )
}
