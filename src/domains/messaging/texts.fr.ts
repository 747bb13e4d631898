export const texts = {
  open: 'Voir',
  mailFoot: 'Vous recevez ce message parce qu’il concerne votre compte Griot.',
  title: 'Avis',
  lead: 'Ce que la maison avait à vous dire.',
  none: 'Rien de neuf',
  noneText: 'Quand un de vos films avance, quand on vous répond ou vous invite, c’est écrit ici.',
  unread: 'Non lu',
  markRead: 'Marquer comme lu',
  markAllRead: 'Tout marquer comme lu',
  bell: '{count, plural, =0 {Avis} one {Avis : # non lu} other {Avis : # non lus}}',
  later: 'Plus anciens',
}
