import './work.css'
import { FilePlus } from 'lucide-react'
import type { ReactNode } from 'react'
import * as Aria from 'react-aria-components'
import { Icon } from '../icon.tsx'
import { useText } from '../text.tsx'

interface FileDropProps {
  label: string
  hint?: ReactNode
  /** Kinds taken: `video/*`, `text/vtt`, `.srt`. */
  accept?: readonly string[]
  multiple?: boolean
  onFiles: (files: File[]) => void
}

/** Where files are dropped, pasted or chosen. */
export function FileDrop({ label, hint, accept, multiple = true, onFiles }: FileDropProps) {
  const { t } = useText()
  const give = (files: File[]): void => {
    if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1))
  }
  const onDrop = async ({ items }: { items: readonly Aria.DropItem[] }): Promise<void> => {
    give(await Promise.all(items.filter(Aria.isFileDropItem).map((item) => item.getFile())))
  }
  return (
    <Aria.DropZone className="file-drop" aria-label={label} onDrop={(event) => void onDrop(event)}>
      {({ isDropTarget }) => (
        <>
          <Icon of={FilePlus} size="large" />
          <Aria.Text slot="label">{isDropTarget ? t('ui.dropNow') : label}</Aria.Text>
          <p className="field-hint">{hint ?? t('ui.dropHere')}</p>
          <Aria.FileTrigger acceptedFileTypes={accept} allowsMultiple={multiple} onSelect={(files) => give([...(files ?? [])])}>
            <Aria.Button className="btn" data-kind="secondary" data-size="medium">
              {t('ui.browse')}
            </Aria.Button>
          </Aria.FileTrigger>
        </>
      )}
    </Aria.DropZone>
  )
}
