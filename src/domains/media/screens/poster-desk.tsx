import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import type { ShownTitle } from './title-live.ts'
import { UploadField } from './upload-field.tsx'
import './media.css'

/** Chooses the poster: frames of the film, best first, or a picture of one's own. */
export function PosterDesk({ title, back }: { title: ShownTitle; back: string }) {
  const { t } = useText()
  return (
    <Section title={t('media.poster')} lead={t('media.posterHint')} id="poster">
      <ul className="media-posters">
        {title.posters.map((p) => {
          const what = p.atMs === null ? t('media.posterSent') : t('media.posterAt', { at: moment(p.atMs) })
          return (
            <li key={p.id} data-chosen={p.chosen ? '' : undefined}>
              <img src={p.thumb} alt={what} loading="lazy" width={320} height={180} />
              <Form>
                <Hidden values={{ intent: 'media.choosePoster', titleId: title.id, pictureId: p.id }} />
                {p.chosen ? (
                  <span className="field-hint">{t('media.posterChosen')}</span>
                ) : (
                  <Button type="submit" kind="quiet" size="small" aria-label={`${t('media.choosePoster')} · ${what}`}>
                    {t('media.choosePoster')}
                  </Button>
                )}
              </Form>
            </li>
          )
        })}
      </ul>
      <Disclosure title={t('media.sendPoster')}>
        <UploadField
          titleId={title.id}
          purpose="poster"
          back={`${back}#poster`}
          accept="image/jpeg,image/png,image/webp,image/avif"
          label={t('media.posterFile')}
          submit={t('media.sendPoster')}
        />
      </Disclosure>
    </Section>
  )
}

/** 83 000 ms → 1:23. */
function moment(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
