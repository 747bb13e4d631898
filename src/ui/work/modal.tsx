import './work.css'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import * as Aria from 'react-aria-components'
import { Button, ButtonRow } from '../button.tsx'
import { Icon } from '../icon.tsx'
import { useText } from '../text.tsx'

interface ModalProps {
  title: ReactNode
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}

/** A window that holds the focus until it is closed. */
export function Modal({ title, isOpen, onClose, children }: ModalProps) {
  const { t } = useText()
  return (
    <Aria.ModalOverlay className="modal-back" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Aria.Modal className="modal">
        <Aria.Dialog>
          <div className="dialog-head">
            <Aria.Heading slot="title">{title}</Aria.Heading>
            <Aria.Button slot="close" className="btn btn-icon" data-kind="quiet" data-size="small" aria-label={t('ui.close')}>
              <Icon of={X} />
            </Aria.Button>
          </div>
          {children}
        </Aria.Dialog>
      </Aria.Modal>
    </Aria.ModalOverlay>
  )
}

interface ConfirmProps extends Omit<ModalProps, 'children'> {
  /** The verb of the act, as its button says it. */
  action: string
  danger?: boolean
  onConfirm: () => void
  children?: ReactNode
}

/** Asks before an act that cannot be taken back. For the others, do it and offer to undo. */
export function Confirm({ action, danger, onConfirm, children, ...modal }: ConfirmProps) {
  const { t } = useText()
  return (
    <Modal {...modal}>
      {children}
      <ButtonRow align="end">
        <Button onClick={modal.onClose}>{t('ui.cancel')}</Button>
        <Button
          kind={danger ? 'danger' : 'primary'}
          onClick={() => {
            onConfirm()
            modal.onClose()
          }}
        >
          {action}
        </Button>
      </ButtonRow>
    </Modal>
  )
}
