import type { z } from 'zod'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { Version } from '../../schema.ts'
import { More } from './talk.tsx'

/** That these changed is told, not how: they are names of machines, or pictures. */
const unreadable = /Id$|^(cover|pictures)$/

/** Every change since the project was put online: nothing is changed behind the contributors' backs. */
export function Versions({ versions, slug }: { versions: { items: readonly z.output<typeof Version>[]; next: string | null }; slug: string }) {
  const { t, dateTime } = useText()
  return (
    <Section
      title={t('crowdfunding.public.versionsTitle')}
      lead={t('crowdfunding.public.versionsLead')}
      action={<a href={`/karangou/projects/${slug}#views`}>{t('crowdfunding.public.backToProject')}</a>}
    >
      <ol className="fund-versions">
        {versions.items.map(({ number, at, by, note, changes }) => (
          <li key={number}>
            <p>
              <strong>{t('crowdfunding.public.version', { number })}</strong> <span className="fund-soft">{t('crowdfunding.public.changedBy', { by, date: dateTime(at) })}</span>
            </p>
            {note && <p className="fund-words">{note}</p>}
            {changes.map(({ field, before, after }, place) =>
              unreadable.test(field) ? (
                <p key={place}>{t(`crowdfunding.public.field.${field}`)}</p>
              ) : (
                <Disclosure key={place} title={t(`crowdfunding.public.field.${field}`)}>
                  <Change mark={t('crowdfunding.public.before')} text={before} gone />
                  <Change mark={t('crowdfunding.public.after')} text={after} />
                </Disclosure>
              ),
            )}
          </li>
        ))}
      </ol>
      <More slug={slug} view="versions" next={versions.next} />
    </Section>
  )
}

function Change({ mark, text, gone }: { mark: string; text: string; gone?: boolean }) {
  const { t } = useText()
  const words = text || t('crowdfunding.public.nothing')
  return (
    <p className="fund-change">
      <span className="fund-soft">{mark}</span>
      {gone ? <del>{words}</del> : <ins>{words}</ins>}
    </p>
  )
}
