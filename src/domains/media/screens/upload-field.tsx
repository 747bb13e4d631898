import type { ReactNode } from 'react'
import { Upload } from 'lucide-react'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Icon } from '#ui/icon'
import { Island } from '#ui/island'
import { useText } from '#ui/text'
import type { UploadPurpose } from '../types.ts'
import './media.css'

interface UploadFieldProps {
  titleId: string
  purpose: UploadPurpose
  label: string
  hint?: string
  accept: string
  submit: string
  /** Path to come back to when there is no script. */
  back: string
  /** A page without framework is read again once a file is sent. */
  reload?: boolean
  /** More questions of the form (language, kind…), before the file. */
  children?: ReactNode
}

/** Sends files: an ordinary form, which a script turns into a resumable upload with its progress. */
export function UploadField({ titleId, purpose, label, hint, accept, submit, back, reload, children }: UploadFieldProps) {
  const { t, lang } = useText()
  const name = '{name}'
  const words = {
    sending: t('media.sending', { name }),
    sent: t('media.sent', { name }),
    paused: t('media.paused', { name }),
    waiting: t('media.waitingNetwork', { name }),
    of: t('media.sentOf', { done: '{done}', total: '{total}' }),
    pause: t('media.pause'),
    resume: t('media.resume'),
    withdraw: t('media.withdraw'),
    failed: t('platform.unavailable'),
  }
  return (
    <Island name="upload" when="now" words={JSON.stringify(words)} lang={lang} reload={reload ? '' : undefined}>
      <form className="form media-upload" method="post" action="/api/uploads/form" encType="multipart/form-data">
        <Hidden values={{ titleId, purpose, back }} />
        {children}
        <label className="media-drop">
          <Icon of={Upload} size="large" />
          <span className="media-drop-label">{label}</span>
          {hint && <span className="field-hint">{hint}</span>}
          <input type="file" name="file" accept={accept} required multiple={purpose === 'subtitle' ? undefined : false} />
        </label>
        <div className="btn-row">
          <Button type="submit" kind="secondary">
            {submit}
          </Button>
        </div>
      </form>
      <ul className="media-sending" data-uploads="" aria-live="polite" suppressHydrationWarning />
    </Island>
  )
}
