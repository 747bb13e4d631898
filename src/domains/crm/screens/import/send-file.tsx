import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button } from '#ui/button'
import { Notice } from '#ui/notice'
import { Progress } from '#ui/progress'
import { useText } from '#ui/text'
import { FileDrop } from '#ui/work/file-drop'
import { recordKinds, type RecordKind } from '../../types.ts'
import { useHydrated } from './hydrated.ts'

const accept = ['.csv', '.tsv', '.txt', '.xlsx', 'text/csv']

/** Sends a list: dropped, pasted or chosen, with its progress; by an ordinary form where there is no script. */
export function SendFile() {
  const { t } = useText()
  const navigate = useNavigate()
  const isAlive = useHydrated()
  const [kind, setKind] = useState<RecordKind>('artist')
  const [under, setUnder] = useState<{ name: string; done: number } | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const send = async ([file]: File[]): Promise<void> => {
    if (!file) return
    setWrong(null)
    setUnder({ name: file.name, done: 0 })
    const answer = await sendFile(kind, file, (done) => setUnder({ name: file.name, done }))
    setUnder(null)
    if ('id' in answer) await navigate(`/mona/import/${answer.id}`)
    else setWrong(answer.wrong || t('crm.import.sendFailed'))
  }
  return (
    <form className="import-send" method="post" action="/api/v1/imports" encType="multipart/form-data">
      <fieldset className="import-kinds">
        <legend>{t('crm.import.what')}</legend>
        {recordKinds.map((one) => (
          <label key={one}>
            <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} /> {t(`crm.import.kind.${one}`)}
          </label>
        ))}
      </fieldset>
      {wrong && <Notice kind="bad">{wrong}</Notice>}
      {!isAlive && (
        <>
          <label className="field">
            <span>{t('crm.import.file')}</span>
            <span className="field-hint">{t('crm.import.dropHint')}</span>
            <input type="file" name="file" required accept={accept.join(',')} />
          </label>
          <Button type="submit" kind="primary">
            {t('crm.import.send')}
          </Button>
        </>
      )}
      {isAlive && under && <Progress label={t('crm.import.sending', { name: under.name })} value={under.done} />}
      {isAlive && !under && <FileDrop label={t('crm.import.drop')} hint={t('crm.import.dropHint')} accept={accept} multiple={false} onFiles={(files) => void send(files)} />}
    </form>
  )
}

/** The import, or the sentence of the refusal (empty when nothing answered). */
function sendFile(kind: RecordKind, file: File, tell: (done: number) => void): Promise<{ id: string } | { wrong: string }> {
  const body = new FormData()
  body.append('kind', kind)
  body.append('file', file)
  return new Promise((done) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/imports')
    request.setRequestHeader('accept', 'application/json')
    request.upload.addEventListener('progress', ({ loaded, total }) => tell(total > 0 ? loaded / total : 0))
    request.addEventListener('error', () => done({ wrong: '' }))
    request.addEventListener('load', () => {
      const { id, title = '' } = answerOf(request)
      done(id ? { id } : { wrong: title })
    })
    request.send(body)
  })
}

/** A server that is away answers with a page, not with JSON. */
function answerOf({ responseText }: XMLHttpRequest): { id?: string; title?: string } {
  try {
    return JSON.parse(responseText) as { id?: string; title?: string }
  } catch {
    return {}
  }
}
