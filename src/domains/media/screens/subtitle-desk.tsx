import { Button } from '#ui/button'
import { Field, Form, Hidden } from '#ui/form'
import { Section } from '#ui/layout'
import { Disclosure } from '#ui/overlay'
import { useText } from '#ui/text'
import { subtitleKinds } from '../types.ts'
import type { ShownTitle } from './title-live.ts'
import { UploadField } from './upload-field.tsx'
import './media.css'

const kindKeys = { subtitles: 'media.kindSubtitles', captions: 'media.kindCaptions', descriptions: 'media.kindDescriptions', chapters: 'media.kindChapters' } as const

/** Subtitles of a title: those it has, each with its file and a way to take it away, and the place to add one. Without `languages` the code is asked for. */
export function SubtitleDesk({ title, back, languages }: { title: ShownTitle; back: string; languages?: readonly { value: string; label: string }[] }) {
  const { t } = useText()
  return (
    <Section title={t('media.subtitles')} id="subtitles">
      {title.subtitles.length === 0 && <p className="field-hint">{t('media.noSubtitles')}</p>}
      <ul className="media-rows">
        {title.subtitles.map((s) => (
          <li key={s.id}>
            <a href={s.src} lang={s.language}>
              {s.label}
            </a>
            <span className="field-hint">
              {t(kindKeys[s.kind])} · {t('media.cues', { count: s.cues })}
            </span>
            <Form>
              <Hidden values={{ intent: 'media.removeSubtitle', titleId: title.id, subtitleId: s.id }} />
              <Button type="submit" kind="quiet" size="small">
                {t('media.removeSubtitle')}
                <span className="visually-hidden"> {s.label}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <Disclosure title={t('media.addSubtitle')}>
        <UploadField
          titleId={title.id}
          purpose="subtitle"
          back={`${back}#subtitles`}
          accept=".vtt,.srt,text/vtt,application/x-subrip"
          label={t('media.subtitleFile')}
          submit={t('media.addSubtitle')}
        >
          {languages && <Field name="language" type="select" label={t('media.language')} required options={languages} />}
          {!languages && (
            <Field
              name="language"
              label={t('media.language')}
              hint={t('media.languageHint')}
              required
              maxLength={11}
              autoCapitalize="none"
              pattern="[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
            />
          )}
          <Field name="kind" type="select" label={t('media.kind')} required options={subtitleKinds.map((value) => ({ value, label: t(kindKeys[value]) }))} />
        </UploadField>
      </Disclosure>
    </Section>
  )
}
