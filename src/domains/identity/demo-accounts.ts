import type { StaffRole } from '#platform/actor'

/** Known to everyone and printed at the start: these accounts exist on a demo start only. */
export const demoPassword = 'Baobab-sous-la-pluie'

export interface DemoAccount {
  /** What the sign-in page and `texts` call it: `identity.demo.<account>`. */
  account: string
  name: string
  email: string
  password: string
  role: string
  staff?: StaffRole
  lang: 'fr' | 'en'
}

const account = (name: string, who: string, title: string, staff?: StaffRole, lang: 'fr' | 'en' = 'fr'): DemoAccount => ({
  account: who,
  name,
  email: `${name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.')}@griot.example`,
  password: demoPassword,
  role: title,
  lang,
  ...(staff ? { staff } : {}),
})

/** One a role, in the order of the sign-in page. */
export const demoAccounts: readonly DemoAccount[] = [
  account('Awa Mensah', 'viewer', 'viewer'),
  account('Kossi Adjovi', 'director', 'director'),
  account('Claire Vandenberghe', 'editor', 'editor'),
  account('Fatoumata Traoré', 'reviewer', 'reviewer', 'reviewer'),
  account('Hugo Lambert', 'moderator', 'moderator', 'moderator'),
  account('Yao Amouzou', 'finance', 'finance', 'finance'),
  account('Adjoa Lawson', 'agent', 'agent', 'agent'),
  account('Mariam Koné', 'coordinator', 'coordinator'),
  account('Julien Mercier', 'coach', 'coach'),
  account('Ama Sika', 'artist', 'artist'),
  account('Aminata Diallo', 'administrator', 'administrator', 'administrator'),
]
