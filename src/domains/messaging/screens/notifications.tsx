import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router'
import { callerOf, pageOf, type PageHandle, type Submitted } from '#platform/page'
import { CheckField, Field, Form, Hidden } from '#ui/form'
import { Page, PageHead, Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Table } from '#ui/table'
import { useText } from '#ui/text'
import type { operations } from '../operations.ts'
import { channels, rhythms } from '../types.ts'
import { History } from './history.tsx'
import { Ways } from './ways.tsx'
import { zones } from './zones.ts'
import './messaging.css'

export const handle = { page: 'reading', space: 'griot' } satisfies PageHandle

const words = ['settingsSaved', 'trialSent', 'deviceRemoved'] as const
const here = '/account/notifications'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams
  const messaging = callerOf<typeof operations>(context, 'messaging')
  const after = search.get('after')
  const [settings, history] = await Promise.all([messaging.getNoticeSettings(), messaging.listDeliveries({ limit: 10, ...(after ? { after } : {}) })])
  return { settings, history, after, zones: zones(settings.timeZone, new Date()), done: words.find((word) => word === search.get('done')) ?? null }
}

export interface Acted {
  intent: string
  result: Submitted
}

const steps: Readonly<Record<string, readonly [operation: string, done: (typeof words)[number]]>> = {
  save: ['setNoticeSettings', 'settingsSaved'],
  trial: ['sendTrialNotice', 'trialSent'],
  remove: ['unsubscribePush', 'deviceRemoved'],
}

export async function action({ context, request }: ActionFunctionArgs): Promise<Acted | Response> {
  const form = await request.formData()
  const asked = form.get('intent')
  const intent = typeof asked === 'string' ? asked : 'save'
  const [operation, done] = steps[intent] ?? steps.save!
  const result = await pageOf(context).submit(`messaging.${operation}`, form)
  return result.ok ? redirect(`${here}?${new URLSearchParams({ done })}`, 303) : { intent, result }
}

export type Data = Awaited<ReturnType<typeof loader>>

/** What is sent, by which way, and when. Everything here is a form; only subscribing a browser needs script. */
export default function NotificationsPage({ loaderData, actionData }: { loaderData: Data; actionData?: Acted }) {
  const { t } = useText()
  const { settings, history, after, done } = loaderData
  return (
    <Page>
      <PageHead title={t('messaging.settingsTitle')} lead={t('messaging.settingsLead')} />
      {done && <Notice kind="good">{t(`messaging.${done}`)}</Notice>}
      <Section title={t('messaging.gridTitle')}>
        <Choices data={loaderData} result={actionData?.intent === 'save' ? actionData.result : null} />
      </Section>
      <Ways settings={settings} acted={actionData} />
      <History history={history} after={after} />
    </Page>
  )
}

function Choices({ data: { settings, zones: all }, result }: { data: Data; result: Submitted | null }) {
  const { t } = useText()
  const quiet = settings.quietFrom !== null
  return (
    <Form result={result} submit={t('messaging.save')} className="form told">
      <Hidden values={{ intent: 'save' }} />
      <Grid topics={settings.topics} result={result} />
      <p className="text-soft text-sm">{t('messaging.essentialNote')}</p>
      <fieldset className="told-quiet">
        <legend>{t('messaging.quietTitle')}</legend>
        <CheckField name="quiet" label={t('messaging.quietOn')} hint={t('messaging.quietHint')} defaultChecked={quiet} />
        <div className="told-times">
          <Field name="quietFrom" type="time" label={t('messaging.quietFrom')} defaultValue={settings.quietFrom ?? '22:00'} required />
          <Field name="quietTo" type="time" label={t('messaging.quietTo')} defaultValue={settings.quietTo ?? '07:00'} required />
          <Field name="timeZone" type="select" label={t('messaging.timeZone')} defaultValue={settings.timeZone} options={all} required />
        </div>
      </fieldset>
    </Form>
  )
}

type Topics = Data['settings']['topics']

/** Topics by channels: a table of boxes, a card a topic on a phone. */
function Grid({ topics, result }: { topics: Topics; result: Submitted | null }) {
  const { t } = useText()
  const kept = result && !result.ok ? [result.values.wanted ?? []].flat() : null
  const shown = channels.filter((channel) => topics.some((one) => one.channels.some((other) => other.channel === channel)))
  const box = (channel: (typeof channels)[number]) => ({
    key: channel,
    label: t(`messaging.channel.${channel}`),
    cell: ({ topic, channels: offered }: Topics[number]) => {
      const one = offered.find((other) => other.channel === channel)
      const value = `${topic}:${channel}`
      const name = t('messaging.gridBox', { topic: t(`messaging.topic.${topic}`), channel: t(`messaging.channel.${channel}`) })
      return one ? <input type="checkbox" name="wanted" value={value} aria-label={name} defaultChecked={kept ? kept.includes(value) : one.wanted} /> : '–'
    },
  })
  return (
    <Table
      caption={t('messaging.gridTitle')}
      hideCaption
      stack
      rows={topics}
      rowKey={({ topic }) => topic}
      columns={[
        { key: 'topic', label: t('messaging.gridTopic'), cell: (row) => <TopicName topic={row.topic} /> },
        ...shown.map(box),
        { key: 'digest', label: t('messaging.gridDigest'), cell: (row) => <DigestChoice topic={row.topic} chosen={row.digest} /> },
      ]}
    />
  )
}

function TopicName({ topic }: { topic: Topics[number]['topic'] }) {
  const { t } = useText()
  return (
    <span className="told-topic">
      <strong>{t(`messaging.topic.${topic}`)}</strong>
      <small>{t(`messaging.topicHint.${topic}`)}</small>
    </span>
  )
}

function DigestChoice({ topic, chosen }: { topic: Topics[number]['topic']; chosen: (typeof rhythms)[number] }) {
  const { t } = useText()
  return (
    <span className="field-frame">
      <select name="digests" defaultValue={`${topic}:${chosen}`} aria-label={t('messaging.gridDigestOf', { topic: t(`messaging.topic.${topic}`) })}>
        {rhythms.map((rhythm) => (
          <option key={rhythm} value={`${topic}:${rhythm}`}>
            {t(`messaging.rhythm.${rhythm}`)}
          </option>
        ))}
      </select>
    </span>
  )
}
