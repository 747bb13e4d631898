export const texts = {
  // Refusals
  notAMember: 'Cette personne ne fait pas partie de l’espace de travail.',
  noSubject: 'Ce sujet n’existe pas dans cet espace de travail. Choisissez un artiste ou un contact de vos listes.',
  hourNeedsDay: 'Une heure demande un jour : ajoutez la date.',
  noTitle: 'Il manque ce qu’il y a à faire : écrivez quelques mots en plus de la date.',
  changedMeanwhile: 'Quelqu’un a modifié cela entre-temps. Rechargez la page pour voir ce qui a changé ; ce que vous avez écrit est encore là.',
  noSeries: 'Cette tâche ne se répète pas.',
  untilBeforeStart: 'La fin de la série vient avant son premier jour.',
  neverComes: 'Avec cette règle, aucun jour ne vient avant la fin. Choisissez une fin plus tardive.',
  monthMade: 'Les tâches de ce mois sont déjà créées.',
  monthNotMade: 'Les tâches de ce mois ne sont pas créées.',

  // What people are told
  'notice.assigned.title': 'Une tâche pour vous : {title}',
  'notice.assigned.body': '{name} vous confie cette tâche.',
  'notice.assigned.action': 'Voir la tâche',
  'notice.reminder.title': 'Rappel : {title}',
  'notice.reminder.body': 'Vous avez demandé à être prévenu aujourd’hui.',
  'notice.reminder.action': 'Voir la tâche',
  'notice.morning.title':
    'Votre journée : {today, plural, =0 {rien de prévu aujourd’hui} one {une tâche aujourd’hui} other {# tâches aujourd’hui}}{overdue, plural, =0 {} one {, une en retard} other {, # en retard}}',
  'notice.morning.body': 'Bonne journée. On peut arrêter ce message depuis la page de sa journée.',
  'notice.morning.action': 'Ouvrir ma journée',
} as const
