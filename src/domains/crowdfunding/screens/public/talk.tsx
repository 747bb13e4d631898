import { Lock, MessageCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Submitted } from '#platform/page'
import { Avatar, Badge } from '#ui/badge'
import { Button, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { Comment, Question, Update } from '../../schema.ts'
import { Prose } from './prose.tsx'

interface Talk {
  slug: string
  signedIn: boolean
  signIn: string
  now: Date
  result: Submitted | undefined
}
interface Paged<One> {
  items: readonly One[]
  next: string | null
}

/** What the makers tell as the film is made. */
export function Updates({ updates, slug }: Talk & { updates: Paged<z.output<typeof Update>> }) {
  const { t } = useText()
  if (updates.items.length === 0) return <EmptyState title={t('crowdfunding.public.noUpdates')}>{t('crowdfunding.public.noUpdatesText')}</EmptyState>
  return (
    <>
      {updates.items.map((one) => (
        <article key={one.id} className="fund-update" id={`update-${one.id}`}>
          <Said at={one.at} author={one.author} badge={one.forContributors && <Badge tone="accent">{t('crowdfunding.public.forContributors')}</Badge>} />
          <h2>{one.title}</h2>
          {one.locked ? (
            <p className="fund-locked">
              <Icon of={Lock} size="small" /> {t('crowdfunding.public.locked')}
            </p>
          ) : (
            <Prose text={one.text} language="" />
          )}
        </article>
      ))}
      <More slug={slug} view="updates" next={updates.next} />
    </>
  )
}

export function Comments({ comments, slug, signedIn, signIn, result }: Talk & { comments: Paged<z.output<typeof Comment>> }) {
  const { t } = useText()
  return (
    <Section title={t('crowdfunding.public.view.comments')}>
      {signedIn ? (
        <Say intent="comment" label={t('crowdfunding.public.yourComment')} submit={t('crowdfunding.public.publish')} result={result} />
      ) : (
        <SignIn href={signIn}>{t('crowdfunding.public.signInToComment')}</SignIn>
      )}
      {comments.items.length === 0 && <p className="fund-soft">{t('crowdfunding.public.noComments')}</p>}
      <ul className="fund-talk">
        {comments.items.map((one) => (
          <li key={one.id} id={`comment-${one.id}`}>
            <Said
              at={one.at}
              author={one.author}
              badge={
                <>
                  {one.maker && <Badge tone="accent">{t('crowdfunding.public.maker')}</Badge>}
                  {one.contributor && !one.maker && <Badge tone="good">{t('crowdfunding.public.contributor')}</Badge>}
                </>
              }
            />
            <p className="fund-words">{one.text}</p>
            {one.mine && (
              <Disclosure title={t('crowdfunding.public.removeComment')}>
                <Form>
                  <Hidden values={{ intent: 'uncomment', id: one.id }} />
                  <Button type="submit" kind="danger" size="small">
                    {t('crowdfunding.public.removeSure')}
                  </Button>
                </Form>
              </Disclosure>
            )}
          </li>
        ))}
      </ul>
      <More slug={slug} view="comments" next={comments.next} />
    </Section>
  )
}

/** Questions with the makers' answers, folded like the answers one looks for. */
export function Questions({ questions, slug, signedIn, signIn, result }: Talk & { questions: Paged<z.output<typeof Question>> }) {
  const { t } = useText()
  return (
    <Section title={t('crowdfunding.public.view.questions')} lead={t('crowdfunding.public.questionsLead')}>
      {questions.items.length === 0 && <p className="fund-soft">{t('crowdfunding.public.noQuestions')}</p>}
      <div className="fund-questions">
        {questions.items.map((one) => (
          <Disclosure key={one.id} title={one.text} open={questions.items.length === 1}>
            {one.answer ? <p className="fund-words">{one.answer}</p> : <p className="fund-soft">{t('crowdfunding.public.notAnswered')}</p>}
            <Said at={one.answeredAt ?? one.at} author={one.author} />
          </Disclosure>
        ))}
      </div>
      <More slug={slug} view="questions" next={questions.next} />
      {signedIn ? (
        <Say intent="ask" label={t('crowdfunding.public.yourQuestion')} submit={t('crowdfunding.public.ask')} result={result} />
      ) : (
        <SignIn href={signIn}>{t('crowdfunding.public.signInToAsk')}</SignIn>
      )}
    </Section>
  )
}

function Say({ intent, label, submit, result }: { intent: string; label: string; submit: string; result: Submitted | undefined }) {
  return (
    <div className="fund-say">
      <Form result={result}>
        <Hidden values={{ intent }} />
        <Field name="text" type="textarea" rows={3} label={label} required maxLength={2000} />
        <div className="btn-row">
          <Button type="submit" icon={<Icon of={MessageCircle} size="small" />}>
            {submit}
          </Button>
        </div>
      </Form>
    </div>
  )
}

function SignIn({ href, children }: { href: string; children: ReactNode }) {
  const { t } = useText()
  return (
    <p className="fund-say">
      <LinkButton href={href} size="small">
        {t('crowdfunding.public.signIn')}
      </LinkButton>{' '}
      {children}
    </p>
  )
}

function Said({ author, at, badge }: { author: string; at: Date; badge?: ReactNode }) {
  const { date } = useText()
  return (
    <p className="fund-said">
      <Avatar name={author} size="small" />
      <strong>{author}</strong>
      {badge}
      <time className="fund-soft" dateTime={at.toISOString()}>
        {date(at)}
      </time>
    </p>
  )
}

/** The next page of a list of a view. */
export function More({ slug, view, next }: { slug: string; view: string; next: string | null }) {
  const { t } = useText()
  if (!next) return null
  return (
    <p>
      <LinkButton href={`/karangou/projects/${slug}?view=${view}&after=${encodeURIComponent(next)}#views`}>{t('crowdfunding.public.more')}</LinkButton>
    </p>
  )
}
