import { Trash2 } from 'lucide-react'
import { Form } from 'react-router'
import { IconButton } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Section } from '#ui/layout'
import { Picture, Poster } from '#ui/poster'
import { useText } from '#ui/text'
import { useDesk } from './keeping.tsx'
import { Upload } from './upload.tsx'

const accept = ['image/jpeg', 'image/png', 'image/webp']

/** The picture everyone sees first, and those that stand in the story. */
export function Pictures() {
  const { t } = useText()
  const { project } = useDesk()
  const { cover, editable } = project
  return (
    <Section title={t('crowdfunding.studio.pictures')} lead={t('crowdfunding.studio.picturesLead')} id="f-cover">
      <div className="studio-pictures">
        <div>
          <h3>{t('crowdfunding.studio.cover')}</h3>
          <Poster title={project.title} picture={cover} ratio="wide" sizes="(min-width: 48rem) 24rem, 92vw" />
          {editable && (
            <Upload
              to="pictures"
              fields={{ place: 'cover' }}
              accept={accept}
              multiple={false}
              tab="story"
              label={t(cover ? 'crowdfunding.studio.changeCover' : 'crowdfunding.studio.addCover')}
              hint={t('crowdfunding.studio.coverHint')}
            />
          )}
        </div>
        <div>
          <h3>{t('crowdfunding.studio.gallery')}</h3>
          <Gallery />
          {editable && (
            <Upload
              to="pictures"
              fields={{ place: 'gallery' }}
              accept={accept}
              tab="story"
              label={t('crowdfunding.studio.addPictures')}
              hint={t('crowdfunding.studio.galleryHint')}
            />
          )}
        </div>
      </div>
    </Section>
  )
}

function Gallery() {
  const { t } = useText()
  const { pictures, editable } = useDesk().project
  if (pictures.length === 0) return null
  return (
    <ul className="studio-gallery">
      {pictures.map((picture, place) => (
        <li key={picture.src}>
          <Picture picture={picture} alt={t('crowdfunding.studio.pictureOf', { n: place + 1 })} sizes="12rem" />
          {editable && (
            <Form method="post">
              <Hidden values={{ intent: 'removePicture', src: picture.src }} />
              <IconButton type="submit" size="small" label={t('crowdfunding.studio.removePicture', { n: place + 1 })} icon={<Icon of={Trash2} size="small" />} />
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}

/** How the project looks in a list, as it is being written. */
export function CardPreview() {
  const { t, money } = useText()
  const { project, view } = useDesk()
  const { title, summary, goal, currency } = view.written.facts
  return (
    <aside className="studio-preview-card" aria-label={t('crowdfunding.studio.preview.list')}>
      <p className="studio-soft">{t('crowdfunding.studio.preview.list')}</p>
      <Poster title={title} picture={project.cover} ratio="wide" sizes="22rem" decorative />
      <strong>{title}</strong>
      <p className="studio-soft">{project.workspaceName}</p>
      <p>{summary || t('crowdfunding.studio.preview.noSummary')}</p>
      {goal > 0 && <p className="studio-soft tabular">{t('crowdfunding.studio.preview.goal', { goal: money(goal, currency) })}</p>}
    </aside>
  )
}
