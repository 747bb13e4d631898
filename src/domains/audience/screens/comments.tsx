import { EyeOff, MessageCircle } from 'lucide-react'
import type { z } from 'zod'
import type { Submitted } from '#platform/page'
import { Avatar, Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { answer, comment, comments } from '../schema.ts'
import { reportReasons } from '../types.ts'
import './audience.css'

type Shown = z.output<typeof answer>

interface Props {
  slug: string
  talk: z.output<typeof comments>
  now: Date
  signedIn: boolean
  signIn: string
  result?: Submitted | null
}

/** What people say of a film: a form, threads of one level, and what each may do with each comment. */
export function Comments({ slug, talk, now, signedIn, signIn, result = null }: Props) {
  const { t } = useText()
  return (
    <Section id="comments" title={t('audience.commentsTitle')} lead={t('audience.commentsCount', { count: talk.total })}>
      {signedIn ? (
        <Form result={result} action="#comments">
          <Hidden values={{ intent: 'comment' }} />
          <Field name="body" type="textarea" rows={3} label={t('audience.writeComment')} hint={t('audience.writeHint')} required maxLength={2000} />
          <div className="btn-row">
            <Button type="submit" kind="secondary" icon={<Icon of={MessageCircle} />}>
              {t('audience.publish')}
            </Button>
          </div>
        </Form>
      ) : (
        <p>
          <LinkButton href={signIn}>{t('audience.signIn')}</LinkButton> {t('audience.signInToSay')}
        </p>
      )}
      {talk.items.length === 0 && <p className="talk-gone">{t('audience.commentsEmpty')}</p>}
      <ul className="talk">
        {talk.items.map((one) => (
          <Thread key={one.id} thread={one} now={now} signedIn={signedIn} />
        ))}
      </ul>
      {talk.next && (
        <p>
          <a href={`/karangou/films/${slug}?comments=${talk.next}#comments`}>{t('audience.moreComments')}</a>
        </p>
      )}
    </Section>
  )
}

function Thread({ thread, now, signedIn }: { thread: z.output<typeof comment>; now: Date; signedIn: boolean }) {
  const { t } = useText()
  return (
    <li id={`comment-${thread.id}`}>
      <Words one={thread} now={now} signedIn={signedIn} mayAnswer={signedIn && thread.state === 'shown'} />
      {thread.answers.length > 0 && (
        <ul className="talk-answers" aria-label={t('audience.answer')}>
          {thread.answers.map((one) => (
            <li key={one.id} id={`comment-${one.id}`}>
              <Words one={one} now={now} signedIn={signedIn} mayAnswer={false} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Words({ one, now, signedIn, mayAnswer }: { one: Shown; now: Date; signedIn: boolean; mayAnswer: boolean }) {
  const { t, relative, dateTime } = useText()
  if (one.state === 'deleted') return <p className="talk-gone">{t('audience.deletedComment')}</p>
  if (one.state === 'hidden' && !one.body)
    return (
      <p className="talk-gone">
        <Icon of={EyeOff} size="small" /> {t('audience.hiddenComment')}
      </p>
    )
  const author = one.author ?? t('audience.someone')
  return (
    <>
      <div className="talk-head">
        <Avatar name={author} size="small" />
        <strong>{author}</strong>
        <small>
          <time dateTime={one.at.toISOString()} title={dateTime(one.at)}>
            {relative(one.at, now)}
          </time>
          {one.editedAt && <> · {t('audience.edited')}</>}
        </small>
        {one.state === 'hidden' && <Badge tone="warn">{t('audience.hiddenOwn', { reason: t(`audience.reason-${one.hiddenReason ?? 'other'}`) })}</Badge>}
      </div>
      <p className="talk-body">{one.body}</p>
      {signedIn && <Acts one={one} author={author} mayAnswer={mayAnswer} />}
    </>
  )
}

function Acts({ one, author, mayAnswer }: { one: Shown; author: string; mayAnswer: boolean }) {
  const { t } = useText()
  const here = `#comment-${one.id}`
  return (
    <div className="talk-acts">
      {mayAnswer && (
        <Disclosure title={t('audience.answer')}>
          <Form action={here}>
            <Hidden values={{ intent: 'comment', parent: one.id }} />
            <Field name="body" id={`answer-${one.id}`} type="textarea" rows={2} label={t('audience.yourAnswer', { author })} required maxLength={2000} />
            <Button type="submit">{t('audience.publish')}</Button>
          </Form>
        </Disclosure>
      )}
      {one.editable && (
        <Disclosure title={t('audience.edit')}>
          <Form action={here}>
            <Hidden values={{ intent: 'edit', id: one.id }} />
            <Field name="body" id={`edit-${one.id}`} type="textarea" rows={3} label={t('audience.editLabel')} defaultValue={one.body} required maxLength={2000} />
            <Button type="submit">{t('audience.saveChange')}</Button>
          </Form>
        </Disclosure>
      )}
      {one.mine && (
        <Disclosure title={t('audience.delete')}>
          <Form action="#comments">
            <Hidden values={{ intent: 'delete', id: one.id }} />
            <p>{t('audience.deleteSure')}</p>
            <Button type="submit" kind="danger" size="small">
              {t('audience.delete')}
            </Button>
          </Form>
        </Disclosure>
      )}
      {!one.mine && one.state === 'shown' && (one.reported ? <Badge>{t('audience.reported')}</Badge> : <Report id={one.id} here={here} />)}
    </div>
  )
}

function Report({ id, here }: { id: string; here: string }) {
  const { t } = useText()
  return (
    <Disclosure title={t('audience.report')}>
      <Form action={here}>
        <Hidden values={{ intent: 'report', id }} />
        <Field
          name="reason"
          id={`reason-${id}`}
          type="select"
          label={t('audience.reportReason')}
          required
          options={reportReasons.map((value) => ({ value, label: t(`audience.reason-${value}`) }))}
        />
        <Field name="note" id={`note-${id}`} label={t('audience.reportNote')} maxLength={500} />
        <Button type="submit" size="small">
          {t('audience.sendReport')}
        </Button>
      </Form>
    </Disclosure>
  )
}
