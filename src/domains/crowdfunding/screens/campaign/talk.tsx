import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { EmptyState } from '#ui/notice'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { CampaignOf } from './load.ts'

/** Questions that wait for an answer first; then the answered ones and the comments. */
export function Talk({ campaign: { questions, comments, now }, result }: { campaign: CampaignOf<'talk'>; result: Submitted | null }) {
  const { t, relative } = useText()
  const waiting = questions.items.filter(({ answer }) => answer === null)
  const answered = questions.items.filter(({ answer }) => answer !== null)
  return (
    <>
      <Section title={t('crowdfunding.studio.toAnswer')} lead={t('crowdfunding.studio.toAnswerLead')}>
        {waiting.length === 0 && <EmptyState title={t('crowdfunding.studio.allAnswered')}>{t('crowdfunding.studio.allAnsweredText')}</EmptyState>}
        <ul className="studio-questions">
          {waiting.map(({ id, text, author, at }) => (
            <li key={id}>
              <p className="studio-words">{text}</p>
              <p className="studio-soft">
                {author} · {relative(at, now)}
              </p>
              <Form result={result} submit={t('crowdfunding.studio.answer')} kind="secondary">
                <Hidden values={{ intent: 'answer', questionId: id }} />
                <Field
                  type="textarea"
                  rows={3}
                  id={`answer-${id}`}
                  name="answer"
                  label={t('crowdfunding.studio.yourAnswer')}
                  hint={t('crowdfunding.studio.answerHint')}
                  required
                  maxLength={4_000}
                />
              </Form>
            </li>
          ))}
        </ul>
        {answered.map(({ id, text, answer }) => (
          <Disclosure key={id} title={text}>
            <p className="studio-words">{answer}</p>
          </Disclosure>
        ))}
      </Section>
      <Section title={t('crowdfunding.studio.comments')}>
        {comments.items.length === 0 && <p className="studio-soft">{t('crowdfunding.studio.noComments')}</p>}
        <ul className="studio-comments">
          {comments.items.map(({ id, author, contributor, maker, text, at }) => (
            <li key={id}>
              <p>
                <strong>{author}</strong> {maker && <Badge tone="accent">{t('crowdfunding.studio.maker')}</Badge>}{' '}
                {contributor && !maker && <Badge tone="good">{t('crowdfunding.studio.contributor')}</Badge>} <span className="studio-soft">{relative(at, now)}</span>
              </p>
              <p className="studio-words">{text}</p>
              <Form>
                <Hidden values={{ intent: 'removeComment', commentId: id }} />
                <Button type="submit" kind="quiet" size="small" aria-label={t('crowdfunding.studio.removeCommentOf', { name: author })}>
                  {t('crowdfunding.studio.removeIt')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
