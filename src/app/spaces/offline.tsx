import { RotateCcw } from 'lucide-react'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { HeadTitle } from '#ui/layout'
import { Pattern } from '#ui/pattern'
import { useText } from '#ui/text'

/** Shown by the service worker when there is no network and no copy of the page: an empty address tries the same one again. */
export default function Offline() {
  const { t } = useText()
  return (
    <div className="page error-page" data-width="text">
      <HeadTitle title={t('app.offlineTitle')} />
      <Pattern name="weave" />
      <h1>{t('app.offlineTitle')}</h1>
      <p className="lead">{t('app.offlineText')}</p>
      <div className="btn-row">
        <LinkButton kind="primary" size="large" href="" icon={<Icon of={RotateCcw} />}>
          {t('app.retry')}
        </LinkButton>
        <LinkButton size="large" href="/">
          {t('app.backHome')}
        </LinkButton>
      </div>
    </div>
  )
}
