import type { RefusalCode, RefusalParams } from '#platform/refusal'
import { Badge, type Tone } from '#ui/badge'
import { Button, ButtonRow } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Island } from '#ui/island'
import { Section } from '#ui/layout'
import { Notice } from '#ui/notice'
import { Progress } from '#ui/progress'
import { useText } from '#ui/text'
import type { TitleState } from '../types.ts'
import { type ShownTitle, useTitleLive } from './title-live.ts'
import { UploadField } from './upload-field.tsx'
import './media.css'

const tones: Record<TitleState, Tone> = {
  empty: 'neutral',
  uploading: 'accent',
  queued: 'accent',
  probing: 'accent',
  processing: 'accent',
  ready: 'good',
  failed: 'bad',
  cancelled: 'warn',
}
const names: Record<TitleState, string> = {
  empty: 'Empty',
  uploading: 'Uploading',
  queued: 'Queued',
  probing: 'Probing',
  processing: 'Processing',
  ready: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
}
const atWork: readonly TitleState[] = ['queued', 'probing', 'processing']

/** The film itself: where it stands, what went wrong, what can be done, and the place to send it. For work screens; `back` is the page's own path. */
export function TitleDesk({ title, back }: { title: ShownTitle; back: string }) {
  const { t } = useText()
  const { state } = useTitleLive(title)
  return (
    <Section title={t('media.film')} action={<Badge tone={tones[state]}>{t(`media.state${names[state]}`)}</Badge>} id="film">
      <Island name="live" when="now" topics={`title:${title.id}`} />
      <TitleProgress title={title} />
      <RefusedUploads title={title} />
      {!atWork.includes(state) && (
        <UploadField
          titleId={title.id}
          purpose="film"
          back={`${back}#film`}
          accept="video/*,.mkv,.mxf,.mts"
          label={t(title.playable ? 'media.replaceFilm' : 'media.sendFilm')}
          hint={t('media.sendHint')}
          submit={t('media.send')}
        />
      )}
    </Section>
  )
}

/** State, progress and problem of a title, with what can be done about them. */
export function TitleProgress({ title }: { title: ShownTitle }) {
  const { t, duration } = useText()
  const { state, progress } = useTitleLive(title)
  const pictures = title.renditions.filter((r) => r.kind === 'video').length
  const lead = t(`media.lead${names[state]}`, { count: pictures, duration: duration((title.durationMs ?? 0) / 1000) })
  const still = title.playable && state !== 'ready' && <p>{t('media.stillPlayable')}</p>
  if (state === 'failed' && title.problem)
    return (
      <Notice kind="bad" title={sentence(t, title.problem)} actions={title.canRetry && <Act intent="media.retryProcessing" titleId={title.id} label={t('media.retry')} />}>
        {title.playable && <p>{lead}</p>}
      </Notice>
    )
  if (state === 'cancelled')
    return (
      <Notice kind="warn" title={lead} actions={title.canRetry && <Act intent="media.retryProcessing" titleId={title.id} label={t('media.retry')} />}>
        {still}
      </Notice>
    )
  if (!atWork.includes(state))
    return (
      <div className="media-lead">
        <p>{lead}</p>
        {state === 'uploading' && <Coming title={title} />}
        {still}
      </div>
    )
  return (
    <div className="media-lead">
      <Progress label={t(`media.state${names[state]}`)} value={state === 'processing' ? progress : undefined} detail={lead} />
      {still}
      <ButtonRow>
        <Act intent="media.cancelProcessing" titleId={title.id} label={t('media.cancel')} />
      </ButtonRow>
    </div>
  )
}

/** Films on their way in, as the server has received them. */
function Coming({ title }: { title: ShownTitle }) {
  const { t, bytes } = useText()
  return title.uploads
    .filter((u) => u.state === 'receiving' && u.purpose === 'film')
    .map((u) => (
      <Progress key={u.id} label={u.filename} value={u.size > 0 ? u.received / u.size : undefined} detail={t('media.sentOf', { done: bytes(u.received), total: bytes(u.size) })} />
    ))
}

/** What was refused of late, and why. The film's own refusal already stands above. */
export function RefusedUploads({ title }: { title: ShownTitle }) {
  const { t } = useText()
  const refused = title.uploads.filter((u) => u.problem && !(title.state === 'failed' && u.problem.code === title.problem?.code))
  if (refused.length === 0) return null
  return (
    <Notice kind="warn" title={t('media.recentProblems')}>
      <ul>
        {refused.map((u) => (
          <li key={u.id}>
            <strong>{u.filename}</strong> · {u.problem && sentence(t, u.problem)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Act({ intent, titleId, label }: { intent: string; titleId: string; label: string }) {
  return (
    <Form>
      <Hidden values={{ intent, titleId }} />
      <Button type="submit" kind="secondary">
        {label}
      </Button>
    </Form>
  )
}

export function sentence(t: (key: string, params?: RefusalParams) => string, problem: { code: string; params: RefusalParams }): string {
  return t(problem.code as RefusalCode, problem.params)
}
