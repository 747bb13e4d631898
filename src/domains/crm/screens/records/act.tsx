import type { ReactNode } from 'react'
import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'

/** A small button that posts. */
export function Act({ values, label, icon }: { values: Record<string, string>; label: string; icon: ReactNode }) {
  return (
    <Form>
      <Hidden values={values} />
      <Button type="submit" size="small" kind="quiet" icon={icon} aria-label={label} />
    </Form>
  )
}
