import type { Translate } from '#platform/text'

/** What a column becomes, in words. `own` = labels of the agency's own fields. */
export function targetLabel(t: Translate, target: string, own: ReadonlyMap<string, string>): string {
  const [what = '', part = ''] = target.split(':')
  if (what === 'custom') return own.get(part) ?? part
  if (what === 'new') return t(`crm.import.target.new.${part}`)
  if (what === 'link' && part) return t(`crm.network.${part}`)
  if (what === 'followers' || what === 'engagement') return t(`crm.import.target.${what}`, { network: t(`crm.network.${part}`) })
  return ['firstName', 'lastName', 'owner', 'note', 'link'].includes(what) ? t(`crm.import.target.${what}`) : t(`crm.f.${what}`)
}

/** Targets in the groups of a list of choices. */
export function groupsOf(targets: readonly string[]): { label: string; targets: string[] }[] {
  const some = (label: string, test: (target: string) => boolean) => ({ label, targets: targets.filter(test) })
  return [
    some('crm.import.toFields', (one) => !one.includes(':')),
    some('crm.import.toLinks', (one) => one.startsWith('link:')),
    some('crm.import.toFollowers', (one) => one.startsWith('followers:')),
    some('crm.import.toEngagement', (one) => one.startsWith('engagement:')),
    some('crm.import.newField', (one) => one.startsWith('new:')),
  ].filter((group) => group.targets.length > 0)
}
