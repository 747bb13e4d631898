import { Bell, LogIn, LogOut, Monitor, Moon, Search, Settings2, Sun, UserRound, Wrench } from 'lucide-react'
import { useLocation } from 'react-router'
import { languages } from '#platform/text'
import { themes, type SpaceName } from '#platform/page'
import { Avatar } from '#ui/badge'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { Mark } from '#ui/mark'
import { Menu } from '#ui/overlay'
import { useText } from '#ui/text'
import { currentOf, officeRooms, openTo, rooms, spaces } from './rooms.ts'
import { useShell } from './shell.ts'

/** The same head on every page: home, the four spaces, search, one's account, and the rooms of the space. */
export function Header({ space }: { space: SpaceName }) {
  const { t } = useText()
  const { person } = useShell()
  return (
    <header className="shell-head">
      <div className="shell-bar">
        <a className="shell-home" href="/" aria-label={t('app.home')}>
          <Mark />
          Griot
        </a>
        <nav className="spaces" aria-label={t('app.spaces')}>
          <ul>
            {spaces.map(({ name, href, label }) => (
              <li key={name}>
                <a href={href} data-space={name === space ? name : undefined} aria-current={name === space ? 'true' : undefined}>
                  {t(label)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="shell-acts">
          <Palette />
          {person && <Notices id={person.id} unread={person.unread} />}
          {person ? <AccountMenu /> : <VisitorMenu />}
        </div>
      </div>
      <Rooms space={space} />
    </header>
  )
}

/** What the palette names its findings. */
const kinds = ['film', 'person', 'page', 'collection', 'artist', 'contact', 'organisation', 'deal', 'task'] as const

/** The shortcut is drawn by the style sheet and told apart, so that the link is called by the word it shows. */
function Palette() {
  const { t } = useText()
  return (
    <Island
      name="palette"
      when="idle"
      label={t('app.paletteLabel')}
      hint={t('app.paletteHint')}
      help={t('app.paletteHelp')}
      none={t('app.paletteNone')}
      offline={t('app.paletteOffline')}
      kinds={JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, t(`app.kind_${kind}`)])))}
    >
      <a className="btn" data-kind="quiet" data-size="medium" href="/search" aria-label={t('app.search')} aria-keyshortcuts="Control+K Meta+K">
        <Icon of={Search} />
        <span className="shell-word">{t('app.search')}</span>
        <span className="keys" data-keys={t('app.searchKeys')} aria-hidden="true" />
      </a>
    </Island>
  )
}

/** How many notices wait, kept up to date by the stream. */
function Notices({ id, unread }: { id: string; unread: number }) {
  const { t, number } = useText()
  return (
    <Island name="notices" when="idle">
      <a
        className="btn btn-icon bell"
        data-kind="quiet"
        data-size="medium"
        href="/account/notices"
        aria-label={t('app.notices', { count: unread })}
        title={t('app.notices', { count: unread })}
      >
        <Icon of={Bell} />
        <span data-count="" hidden={unread === 0}>
          {number(unread)}
        </span>
      </a>
      <Island name="live" when="idle" topics={`notices:${id}`} />
    </Island>
  )
}

function VisitorMenu() {
  const { t } = useText()
  const next = useHere()
  return (
    <>
      <a className="btn" data-kind="quiet" data-size="medium" href={`/sign-in?next=${encodeURIComponent(next)}`} aria-label={t('app.signIn')}>
        <Icon of={LogIn} />
        <span className="shell-word">{t('app.signIn')}</span>
      </a>
      <Menu label={<Icon of={Settings2} />} name={t('app.settings')}>
        <Preferences />
      </Menu>
    </>
  )
}

function AccountMenu() {
  const { t } = useText()
  const { person } = useShell()
  if (!person) return null
  const [office] = openTo(person, officeRooms)
  return (
    <Menu label={<Avatar name={person.name} size="small" />} name={t('app.accountMenu', { name: person.name })}>
      <p className="who">
        <strong>{person.name}</strong>
        <span>{person.email}</span>
      </p>
      <a href="/account">
        <Icon of={UserRound} />
        {t('app.account')}
      </a>
      {office && (
        <a href={office.href}>
          <Icon of={Wrench} />
          {t('app.office')}
        </a>
      )}
      <hr />
      <Preferences />
      <hr />
      <form method="post" action="/sign-out">
        <button type="submit">
          <Icon of={LogOut} />
          {t('app.signOut')}
        </button>
      </form>
    </Menu>
  )
}

const themeIcons = { auto: Monitor, light: Sun, dark: Moon }
const themeNames = { auto: 'app.themeAuto', light: 'app.themeLight', dark: 'app.themeDark' }
const languageNames = { fr: 'app.french', en: 'app.english' }

/** Language and appearance, as forms: they work without script. */
function Preferences() {
  const { t, lang } = useText()
  const { theme } = useShell()
  const next = useHere()
  return (
    <form className="prefs" method="post" action="/preferences">
      <input type="hidden" name="next" value={next} />
      <p id="prefs-lang">{t('app.language')}</p>
      <div className="segments" role="group" aria-labelledby="prefs-lang">
        {languages.map((one) => (
          <button key={one} type="submit" name="lang" value={one} lang={one} aria-pressed={one === lang}>
            {t(languageNames[one])}
          </button>
        ))}
      </div>
      <p id="prefs-theme">{t('app.theme')}</p>
      <Island name="preferences" when="idle">
        <div className="segments" role="group" aria-labelledby="prefs-theme">
          {themes.map((one) => (
            <button key={one} type="submit" name="theme" value={one} aria-pressed={one === theme}>
              <Icon of={themeIcons[one]} size="small" />
              {t(themeNames[one])}
            </button>
          ))}
        </div>
      </Island>
    </form>
  )
}

/** This page's address, without the language asked for it alone. */
function useHere(): string {
  const { pathname, search } = useLocation()
  const asked = new URLSearchParams(search)
  asked.delete('lang')
  return asked.size > 0 ? `${pathname}?${asked}` : pathname
}

function Rooms({ space }: { space: SpaceName }) {
  const { t } = useText()
  const { pathname } = useLocation()
  const { person } = useShell()
  const shown = openTo(person, rooms[space] ?? [])
  const current = currentOf(shown, pathname)
  if (shown.length < 2) return null
  return (
    <nav className="rooms" aria-label={t('app.rooms')}>
      <ul>
        {shown.map(({ href, label }) => (
          <li key={href}>
            <a href={href} aria-current={href === current ? 'page' : undefined}>
              {t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
