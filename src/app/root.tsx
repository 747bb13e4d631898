import '#ui/theme.css'
import { useEffect, type ReactNode } from 'react'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useLocation, useMatches, useRouteError, type LoaderFunctionArgs, type ShouldRevalidateFunctionArgs } from 'react-router'
import { pageOf } from '#platform/page'
import { languages } from '#platform/text'
import { KeptForm } from '#ui/form'
import { useText } from '#ui/text'
import { Toasts } from '#ui/work/toast'
import { ErrorPage } from './frame/error-page.tsx'
import { Footer } from './frame/footer.tsx'
import { pageHandle } from './frame/handle.ts'
import { Header } from './frame/header.tsx'
import { useNonce } from './frame/nonce.tsx'
import { shellOf, useShell } from './frame/shell.ts'

export function loader({ context }: LoaderFunctionArgs) {
  return shellOf(pageOf(context))
}

/** The frame knows nothing of what follows the question mark: going from one part of a page to another asks nothing of the network. */
export function shouldRevalidate({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  const within = currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search
  return within && !formMethod ? false : defaultShouldRevalidate
}

/** The frame of every page. A reading page carries no framework script, only the small boot of its islands. */
export function Layout({ children }: { children: ReactNode }) {
  const { lang, t } = useText()
  const { theme, saveData, demo } = useShell()
  const { page, space } = pageHandle(useMatches().map((match) => match.handle))
  const nonce = useNonce()
  const work = page === 'work'
  return (
    <html lang={lang} data-theme={theme} data-space={space} data-page={page} data-save={saveData ? '' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="icon" href="/favicon.ico" sizes="32x32" />
        <link rel="apple-touch-icon" href="/icons/griot-180.png" />
        <link rel="manifest" href={lang === 'fr' ? '/manifest.webmanifest' : `/manifest.${lang}.webmanifest`} />
        {work && <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />}
        <Meta />
        <Links nonce={nonce} />
        <Alternates />
      </head>
      <body>
        <a className="skip" href="#main">
          {t('app.skip')}
        </a>
        {demo && <DemoStrip />}
        <Header space={space} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        {work ? <Toasts /> : <Footer space={space} />}
        <Islands work={work} nonce={nonce} />
        {work && <ScrollRestoration nonce={nonce} />}
        {work && <Scripts nonce={nonce} />}
      </body>
    </html>
  )
}

export default function App() {
  const { kept } = useShell()
  return (
    <KeptForm value={kept}>
      <Outlet />
    </KeptForm>
  )
}

export function ErrorBoundary() {
  return <ErrorPage error={useRouteError()} />
}

/** Says that nothing here is real, and where the accounts to try and the letters are. */
function DemoStrip() {
  const { t } = useText()
  const { person } = useShell()
  return (
    <aside className="demo-strip" aria-label={t('app.demoLabel')}>
      {t('app.demo')} {!person && <a href="/sign-in">{t('app.demoAccounts')}</a>} <a href="/mailbox">{t('house.mailbox')}</a>
    </aside>
  )
}

/** The same page in each language, for search engines. */
function Alternates() {
  const { origin } = useShell()
  const { pathname } = useLocation()
  if (!origin) return null
  return (
    <>
      {languages.map((lang) => (
        <link key={lang} rel="alternate" hrefLang={lang} href={`${origin}${pathname}?lang=${lang}`} />
      ))}
      <link rel="alternate" hrefLang="x-default" href={`${origin}${pathname}`} />
    </>
  )
}

const speculation = JSON.stringify({
  prefetch: [
    { where: { and: [{ href_matches: '/*' }, { not: { href_matches: '/api/*' } }, { not: { selector_matches: '[download], [rel~=nofollow]' } }] }, eagerness: 'moderate' },
  ],
})

/** Where the islands' scripts are, and the boot that fetches them; a work screen boots them once it is hydrated. */
function Islands({ work, nonce }: { work: boolean; nonce: string | undefined }) {
  const { islands, saveData } = useShell()
  const boot = islands['boot']
  useEffect(() => {
    if (boot) void import(/* @vite-ignore */ boot)
  }, [boot])
  if (!boot) return null
  return (
    <>
      <script type="application/json" id="griot-islands" nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: JSON.stringify(islands) }} />
      {!work && !saveData && <script type="speculationrules" nonce={nonce} dangerouslySetInnerHTML={{ __html: speculation }} />}
      {!work && <script type="module" nonce={nonce} src={boot} />}
    </>
  )
}
