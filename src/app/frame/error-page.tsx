import { House, LogIn, RotateCcw, Search } from 'lucide-react'
import { isRouteErrorResponse, useLocation } from 'react-router'
import { LinkButton } from '#ui/button'
import { Icon } from '#ui/icon'
import { HeadTitle } from '#ui/layout'
import { Pattern } from '#ui/pattern'
import { useText } from '#ui/text'
import { useShell } from './shell.ts'

const titles: Record<number, [string, string]> = {
  401: ['app.signInTitle', 'app.signInText'],
  403: ['app.forbiddenTitle', 'app.forbiddenText'],
  404: ['app.missingTitle', 'app.missingText'],
  410: ['app.missingTitle', 'app.missingText'],
  429: ['app.busyTitle', 'app.busyText'],
}

/** What happened, what was kept, what to do. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useText()
  const { requestId } = useShell()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const [title, text] = titles[status] ?? ['app.brokenTitle', 'app.brokenText']
  const refused = isRouteErrorResponse(error) ? refusedWith(error.data) : null
  return (
    <div className="page error-page" data-width="text">
      <HeadTitle title={t(title)} />
      <p className="error-code" aria-hidden="true">
        {status}
      </p>
      <Pattern name="weave" />
      <h1>{t(title)}</h1>
      <p className="lead">{refused && status !== 401 ? t(refused.code, refused.params) : t(text)}</p>
      <div className="btn-row">
        <WayOut status={status} />
      </div>
      {status >= 500 && requestId && <p className="error-reference">{t('app.reference', { id: requestId })}</p>}
    </div>
  )
}

function WayOut({ status }: { status: number }) {
  const { t } = useText()
  const { pathname, search } = useLocation()
  const here = pathname + search
  return (
    <>
      {status === 401 && (
        <LinkButton kind="primary" size="large" icon={<Icon of={LogIn} />} href={`/sign-in?next=${encodeURIComponent(here)}`}>
          {t('app.signIn')}
        </LinkButton>
      )}
      {status === 404 && (
        <LinkButton kind="primary" size="large" icon={<Icon of={Search} />} href="/search">
          {t('app.search')}
        </LinkButton>
      )}
      {status >= 429 && (
        <LinkButton kind="primary" size="large" icon={<Icon of={RotateCcw} />} href={here}>
          {t('app.retry')}
        </LinkButton>
      )}
      <LinkButton size="large" icon={<Icon of={House} />} href="/">
        {t('app.backHome')}
      </LinkButton>
    </>
  )
}

/** The refusal a loader answered with, when it is one and says more than its status. */
function refusedWith(data: unknown): { code: string; params: Record<string, string | number> } | null {
  if (typeof data !== 'object' || data === null || !('code' in data) || typeof data.code !== 'string') return null
  if (data.code === 'platform.missing' || data.code === 'platform.forbidden') return null
  return { code: data.code, params: ('params' in data ? data.params : {}) as Record<string, string | number> }
}
