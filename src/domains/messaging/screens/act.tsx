import { Button } from '#ui/button'
import { Form, Hidden } from '#ui/form'

/** One of the small forms of the screen: a trial, a device to remove. */
export function Act({ values, label, children }: { values: Readonly<Record<string, string>>; label: string; children: string }) {
  return (
    <Form action="/account/notifications">
      <Hidden values={values} />
      <Button type="submit" size="small" aria-label={label}>
        {children}
      </Button>
    </Form>
  )
}
