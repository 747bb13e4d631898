import type { ReactNode } from 'react'
import { Form as RouterForm } from 'react-router'
import type { RefusalData } from '#platform/refusal'
import { Button, LinkButton } from '#ui/button'
import { RefusalNote } from '#ui/notice'
import { useText } from '#ui/text'

/** Why a merge cannot be undone yet, and the way there: the later merge is one press away, a record that was taken away one link. `press` = what the page's form says of a merge. */
export function CannotUnmerge({ refusal, press }: { refusal: RefusalData; press: (mergeId: string) => ReactNode }) {
  const { t } = useText()
  const { merge, name = '', into = '', href } = refusal.params
  return (
    <RefusalNote
      refusal={refusal}
      actions={
        <>
          {typeof merge === 'string' && (
            <RouterForm method="post">
              {press(merge)}
              <Button type="submit" size="small">
                {t('crm.dup.undoNamed', { name })}
              </Button>
            </RouterForm>
          )}
          {typeof href === 'string' && (
            <LinkButton href={href} size="small" kind="quiet">
              {t(merge === undefined ? 'crm.dup.putBack' : 'crm.dup.seeSheet', { name: into })}
            </LinkButton>
          )}
        </>
      }
    />
  )
}
