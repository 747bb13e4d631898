import { useLocation } from 'react-router'
import { Notice } from '#ui/notice'
import { useText } from '#ui/text'

/** Why a small form was refused, when the page was reached without script. */
export function Refused() {
  const { t } = useText()
  const code = new URLSearchParams(useLocation().search).get('refused')
  const said = code && /^(planning|platform)\.\w+$/.test(code) ? t(code) : null
  return said && said !== code ? <Notice kind="bad">{said}</Notice> : null
}
