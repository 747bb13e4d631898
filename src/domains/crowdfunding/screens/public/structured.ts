import { absolute } from '#ui/public-head'
import type { Project } from '../../schema.ts'

const major = (amount: number, currency: string): string => (currency === 'XOF' || currency === 'XAF' ? String(amount) : (amount / 100).toFixed(2))

/** A project in schema.org's words (https://schema.org/Project): what it makes, the money it seeks, how to take part. */
export function projectAbout(project: Project, origin: string): Record<string, unknown> {
  const { funding, title, slug, summary, workspaceName, team, cover } = project
  const url = `${origin}/karangou/projects/${slug}`
  return {
    '@context': 'https://schema.org',
    '@type': 'Project',
    name: title,
    url,
    description: summary,
    ...(cover ? { image: absolute(origin, cover.src) } : {}),
    parentOrganization: { '@type': 'Organization', name: workspaceName },
    member: team.map(({ name, role }) => ({ '@type': 'Person', name, ...(role ? { jobTitle: role } : {}) })),
    funding: {
      '@type': 'MonetaryGrant',
      name: title,
      amount: { '@type': 'MonetaryAmount', currency: funding.currency, value: major(funding.goal, funding.currency) },
    },
    ...(funding.state === 'live'
      ? {
          potentialAction: {
            '@type': 'DonateAction',
            target: `${url}/contribute`,
            recipient: { '@type': 'Organization', name: workspaceName },
            ...(funding.endsAt ? { endTime: funding.endsAt.toISOString() } : {}),
          },
        }
      : {}),
  }
}
