import { Bookmark, ListPlus, Star } from 'lucide-react'
import type { z } from 'zod'
import type { Submitted } from '#platform/page'
import { Button, LinkButton } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Menu } from '#ui/overlay'
import { RatingInput } from '#ui/rating'
import { useText } from '#ui/text'
import type { listsFor, opinion } from '../schema.ts'
import './audience.css'

interface Props {
  slug: string
  opinion: z.output<typeof opinion>
  /** The person's lists; null when nobody is signed in. */
  lists: z.output<typeof listsFor>['items'] | null
  signIn: string
  result?: Submitted | null
}

/** Save, rate, put in a list: three acts on one line, all of them plain forms. */
export function OpinionBar({ slug, opinion, lists, signIn, result = null }: Props) {
  const { t, number } = useText()
  const average =
    opinion.average === null ? t('audience.noRatings') : t('audience.average', { average: number(opinion.average, { maximumFractionDigits: 1 }), count: opinion.count })
  if (!lists) {
    return (
      <div className="voice-bar">
        <LinkButton href={signIn} icon={<Icon of={Bookmark} />}>
          {t('audience.save')}
        </LinkButton>
        <span className="voice-average">
          {average}. {t('audience.signInToSay')}
        </span>
      </div>
    )
  }
  return (
    <div className="voice-bar" id="opinion">
      <Island name="opinion" film={slug} data-saved={t('audience.saved')} data-save={t('audience.save')}>
        <Form result={result}>
          <Hidden values={{ intent: 'save', saved: String(!opinion.saved) }} />
          <Button type="submit" kind={opinion.saved ? 'primary' : 'secondary'} aria-pressed={opinion.saved} icon={<Icon of={Bookmark} />}>
            <span data-word="">{t(opinion.saved ? 'audience.saved' : 'audience.save')}</span>
          </Button>
        </Form>
        <Form>
          <Hidden values={{ intent: 'rate' }} />
          <RatingInput name="stars" label={t('audience.rateLabel')} value={opinion.stars ?? undefined} />
          <Button className="voice-send" type="submit" size="small" icon={<Icon of={Star} size="small" />}>
            {t('audience.rate')}
          </Button>
        </Form>
      </Island>
      <ListMenu lists={lists} />
      <span className="voice-average" data-average="">
        {average}
      </span>
    </div>
  )
}

function ListMenu({ lists }: { lists: NonNullable<Props['lists']> }) {
  const { t } = useText()
  return (
    <Menu label={t('audience.addToList')} icon={<Icon of={ListPlus} />} side="start">
      <div className="voice-lists">
        {lists.map((list) => (
          <Form key={list.id}>
            <Hidden values={{ intent: list.has ? 'unlist' : 'list', id: list.id }} />
            <Button type="submit" kind="quiet" size="small">
              {t(list.has ? 'audience.inList' : 'audience.putInList', { name: list.name })}
            </Button>
          </Form>
        ))}
        <Form>
          <Hidden values={{ intent: 'newList' }} />
          <Field name="name" label={t('audience.newListName')} required maxLength={80} id="new-list-name" />
          <Button type="submit" size="small">
            {t('audience.createAndAdd')}
          </Button>
        </Form>
      </div>
    </Menu>
  )
}
