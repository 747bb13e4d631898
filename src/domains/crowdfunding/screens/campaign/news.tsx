import type { Submitted } from '#platform/page'
import { Badge } from '#ui/badge'
import { ChoiceField, Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { useText } from '#ui/text'
import { Prose } from '../public/prose.tsx'
import type { CampaignOf } from './load.ts'

/** News of the film being made: written here, read on the project's page and in a mail. */
export function News({ campaign: { updates }, result }: { campaign: CampaignOf<'updates'>; result: Submitted | null }) {
  const { t, dateTime } = useText()
  return (
    <>
      <Section title={t('crowdfunding.studio.writeNews')} lead={t('crowdfunding.studio.writeNewsLead')}>
        <Form key={updates.items[0]?.id} result={result} submit={t('crowdfunding.studio.post')}>
          <Hidden values={{ intent: 'update' }} />
          <Field name="title" label={t('crowdfunding.studio.newsTitle')} required maxLength={160} />
          <Field type="textarea" rows={8} name="text" label={t('crowdfunding.studio.newsText')} hint={t('crowdfunding.studio.storyHint')} required maxLength={20_000} />
          <ChoiceField
            name="forContributors"
            label={t('crowdfunding.studio.newsFor')}
            defaultValue="false"
            required
            options={(['false', 'true'] as const).map((value) => ({
              value,
              label: t(`crowdfunding.studio.newsFor.${value}`),
              hint: t(`crowdfunding.studio.newsFor.${value}.hint`),
            }))}
          />
        </Form>
      </Section>
      <Section title={t('crowdfunding.studio.posted')}>
        {updates.items.length === 0 && <p className="studio-soft">{t('crowdfunding.studio.noNews')}</p>}
        {updates.items.map(({ id, title, text, at, author, forContributors }) => (
          <article key={id} className="studio-news">
            <h3>{title}</h3>
            <p className="studio-soft">
              {dateTime(at)} · {author} {forContributors && <Badge tone="accent">{t('crowdfunding.studio.newsFor.true')}</Badge>}
            </p>
            <Prose text={text} language="" />
          </article>
        ))}
      </Section>
    </>
  )
}
