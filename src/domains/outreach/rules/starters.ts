import type { DmNetwork, TemplateChannel, Wordings } from '../types.ts'

export interface Starter {
  name: string
  channel: TemplateChannel
  network?: DmNetwork
  wording: Required<Wordings>
}

/** What an agency may begin with: short, personal, in both languages, without a promise. */
export const starters: readonly Starter[] = [
  {
    name: 'Premier contact',
    channel: 'mail',
    wording: {
      fr: {
        subject: '{{artist.name}}, une question sur votre musique',
        body: 'Bonjour {{artist.firstname|à vous}},\n\nje m’appelle {{sender.name}} et je travaille chez {{agency.name}}, où nous accompagnons des artistes qui se produisent eux-mêmes. J’ai écouté {{artist.name}} cette semaine et j’aimerais savoir où vous en êtes.\n\nNous commençons toujours par un check-up gratuit : vos réseaux, votre catalogue, vos droits, et trois choses à faire tout de suite. Il est à vous, quoi que vous décidiez ensuite.\n\nEst-ce que cela vous intéresse ?\n\n{{sender.firstname}}',
      },
      en: {
        subject: '{{artist.name}}, a question about your music',
        body: 'Hello {{artist.firstname|there}},\n\nmy name is {{sender.name}} and I work at {{agency.name}}, where we look after artists who produce themselves. I listened to {{artist.name}} this week and would like to know where you stand.\n\nWe always begin with a free check-up: your networks, your catalogue, your rights, and three things to do at once. It is yours, whatever you decide next.\n\nWould you like that?\n\n{{sender.firstname}}',
      },
    },
  },
  {
    name: 'Relance',
    channel: 'mail',
    wording: {
      fr: {
        subject: '',
        body: 'Bonjour {{artist.firstname|à vous}},\n\nje reviens vers vous au sujet du check-up de {{artist.name}}. Si ce n’est pas le bon moment, dites-le-moi simplement et je n’insiste pas.\n\n{{sender.firstname}}',
      },
      en: {
        subject: '',
        body: 'Hello {{artist.firstname|there}},\n\nI am coming back to you about the check-up of {{artist.name}}. If this is not the right moment, just tell me and I will leave you in peace.\n\n{{sender.firstname}}',
      },
    },
  },
  {
    name: 'Message Instagram',
    channel: 'dm',
    network: 'instagram',
    wording: {
      fr: {
        subject: '',
        body: 'Salut {{artist.name}} ! {{sender.firstname}}, de {{agency.name}}. J’aime beaucoup ce que tu fais. On offre un check-up aux artistes indépendants : je t’en dis plus ?',
      },
      en: {
        subject: '',
        body: 'Hi {{artist.name}}! {{sender.firstname}} from {{agency.name}} here. I really like what you do. We offer a free check-up to independent artists: shall I tell you more?',
      },
    },
  },
]
