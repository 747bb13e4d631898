import { redirect, type ActionFunctionArgs } from 'react-router'
import { pageOf, themes, type Theme } from '#platform/page'
import { isLang } from '#platform/text'
import { safePath } from '../frame/safe-path.ts'

const aYear = 31_536_000

/** Keeps the language or the appearance chosen, in a cookie of this browser, and goes back to the page. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const headers = new Headers()
  const secure = pageOf(context).origin.startsWith('https:') ? '; Secure' : ''
  const keep = (name: string, value: string): void => headers.append('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${aYear}; SameSite=Lax; HttpOnly${secure}`)
  const lang = form.get('lang')
  const theme = form.get('theme')
  if (isLang(lang)) keep('lang', lang)
  if (themes.includes(theme as Theme)) keep('theme', theme as Theme)
  return redirect(safePath(form.get('next')), { status: 303, headers })
}

export function loader() {
  return redirect('/')
}
