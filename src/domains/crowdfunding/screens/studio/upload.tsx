import { type ReactNode, useState } from 'react'
import { useRevalidator } from 'react-router'
import { Button } from '#ui/button'
import { Hidden } from '#ui/form'
import { Notice } from '#ui/notice'
import { Progress } from '#ui/progress'
import { useText } from '#ui/text'
import { FileDrop } from '#ui/work/file-drop'
import { useDesk, useHydrated } from './keeping.tsx'
import { projectPlace, type Tab } from './tabs.ts'

interface UploadProps {
  /** `documents` or `pictures`, below `/api/projects/:id/`. */
  to: 'documents' | 'pictures'
  /** What goes with the file: its visibility, its place. Read when the file is sent. */
  fields: Readonly<Record<string, string>>
  accept: readonly string[]
  label: string
  hint: string
  tab: Tab
  multiple?: boolean
  /** Questions asked before the file where there is no script. */
  children?: ReactNode
}

interface Under {
  name: string
  done: number
}

/** Sends files: dropped, pasted or chosen, with their progress; by an ordinary form where there is no script. */
export function Upload({ to, fields, accept, label, hint, tab, multiple, children }: UploadProps) {
  const { t } = useText()
  const { project } = useDesk()
  const { revalidate } = useRevalidator()
  const [under, setUnder] = useState<Under | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const address = `/api/projects/${project.id}/${to}`
  const send = async (files: File[]): Promise<void> => {
    setWrong(null)
    for (const file of files) {
      setUnder({ name: file.name, done: 0 })
      const refused = await sendFile(address, fields, file, (done) => setUnder({ name: file.name, done }))
      if (refused !== null) {
        setWrong(refused || t('crowdfunding.studio.uploadFailed', { name: file.name }))
        break
      }
    }
    setUnder(null)
    await revalidate()
  }
  if (!useHydrated())
    return (
      <form className="form" method="post" action={address} encType="multipart/form-data">
        <Hidden values={{ ...fields, back: projectPlace(project.id, tab) }} />
        {children}
        <label className="studio-file">
          <span>{label}</span>
          <span className="field-hint">{hint}</span>
          <input type="file" name="file" required accept={accept.join(',')} />
        </label>
        <div className="btn-row">
          <Button type="submit">{t('crowdfunding.studio.send')}</Button>
        </div>
      </form>
    )
  return (
    <div className="studio-upload">
      {wrong && <Notice kind="bad">{wrong}</Notice>}
      {under ? (
        <Progress label={t('crowdfunding.studio.sending', { name: under.name })} value={under.done} />
      ) : (
        <FileDrop label={label} hint={hint} accept={accept} multiple={multiple} onFiles={(files) => void send(files)} />
      )}
    </div>
  )
}

/** Null when it arrived, else the sentence of the refusal, empty when nothing answered. */
function sendFile(address: string, fields: Readonly<Record<string, string>>, file: File, tell: (done: number) => void): Promise<string | null> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('file', file)
  return new Promise((done) => {
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    request.upload.addEventListener('progress', ({ loaded, total }) => tell(total > 0 ? loaded / total : 0))
    request.addEventListener('error', () => done(''))
    request.addEventListener('load', () => done(request.status < 300 ? null : sentenceIn(request.responseText)))
    request.send(body)
  })
}

function sentenceIn(answer: string): string {
  try {
    return (JSON.parse(answer) as { title?: string }).title ?? ''
  } catch {
    return ''
  }
}
