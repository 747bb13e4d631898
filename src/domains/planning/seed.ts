import { findPersonByEmail, findWorkspaceBySlug } from '#domains/identity'
import { after, day as wholeDay, hour, minute } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { addDays, addMonths, daysBetween, localDay, mondayOf, weekdayOf } from './rules/days.ts'
import { daysOf } from './rules/recurrence.ts'
import { datedSteps, monthOf } from './rules/rhythm.ts'
import { upsertPlanned } from './store/planned.ts'
import { insertRhythm, keyOf, markMonth } from './store/rhythms.ts'
import { insertSeries, lockSeries, makeTasks } from './store/series.ts'
import { changeState, insertTask } from './store/tasks.ts'
import type { Priority, Recurrence, RhythmStep } from './types.ts'

interface Demo {
  workspaceId: string
  today: string
  mariam: string
  julien: string
}

/** The demo: the work of « Nyala Agence » over ten weeks. Tasks about artists are planted by the rooms that know artists. */
export async function seed(ctx: Ctx): Promise<void> {
  const workspace = await findWorkspaceBySlug(ctx.db, 'nyala-agence')
  const [mariam, julien] = await Promise.all(['mariam.kone', 'julien.mercier'].map((name) => findPersonByEmail(ctx.db, `${name}@griot.example`)))
  if (!workspace || !mariam || !julien) return
  const demo = { workspaceId: workspace.id, today: localDay(ctx.now, 'Africa/Lome').day, mariam: mariam.id, julien: julien.id }
  await seedRhythm(ctx, demo)
  await seedSeries(ctx, demo, { title: 'Point d’équipe', dueMinute: 570, ownerId: demo.mariam }, { every: 1, unit: 'week', weekdays: [1] })
  await seedSeries(ctx, demo, { title: 'Relever les chiffres des artistes suivis', dueMinute: null, ownerId: demo.julien }, { every: 1, unit: 'week', weekdays: [5] })
  await seedSeries(ctx, demo, { title: 'Payer les abonnements et la connexion', dueMinute: null, ownerId: demo.mariam }, { every: 1, unit: 'month', monthDay: 31 })
  for (const one of ordinary) await seedOne(ctx, demo, one)
}

/** The month of the agency, made for the months that have begun. */
async function seedRhythm(ctx: Ctx, { workspaceId, today, mariam, julien }: Demo): Promise<void> {
  const steps: RhythmStep[] = [
    { phase: 'Prospection', title: 'Repérer quinze artistes dans la cible', week: 1, weekday: 1, ownerId: julien },
    { phase: 'Prospection', title: 'Écrire aux artistes repérés', week: 1, weekday: 3, ownerId: julien, priority: 'high' },
    { phase: 'Prospection', title: 'Relancer ceux qui n’ont pas répondu', week: 2, weekday: 2, ownerId: julien },
    { phase: 'Prospection', title: 'Faire les check-ups de la quinzaine', week: 2, weekday: 4, ownerId: mariam },
    { phase: 'Exécution', title: 'Avancer les actions des ordonnances', week: 3, weekday: 1, ownerId: mariam },
    { phase: 'Exécution', title: 'Appeler chaque artiste accompagné', week: 3, weekday: 4, ownerId: julien },
    { phase: 'SPARK', title: 'Préparer la journée SPARK', week: 4, weekday: 1, ownerId: mariam },
    { phase: 'SPARK', title: 'Journée SPARK', week: 4, weekday: 5, ownerId: mariam, priority: 'high' },
    { phase: 'Retours', title: 'Envoyer les retours aux sponsors', week: 4, weekday: 5, afterDays: 15, ownerId: mariam },
  ]
  const { id } = await insertRhythm(ctx.db, { workspaceId, name: 'Le mois de l’agence', steps, active: true })
  for (const month of [-2, -1, 0].map((back) => addMonths(monthOf(today), back))) {
    await markMonth(ctx.db, id, month, after(ctx.now, -7 * wholeDay))
    const dated = datedSteps(steps, month)
    const made = await upsertPlanned(
      ctx.db,
      dated.map(({ title, day, ownerId = null, priority, place }) => ({
        workspaceId,
        title,
        dueOn: day,
        ownerId,
        key: `${keyOf(id, month)}${place}`,
        ...(priority ? { priority } : {}),
      })),
    )
    for (const { id: taskId, dueOn, ownerId } of made) if (dueOn! < addDays(today, -2)) await finish(ctx, taskId, dueOn!, ownerId!, today)
  }
}

/** A series that has run for ten weeks. */
async function seedSeries(ctx: Ctx, demo: Demo, { ownerId, ...model }: { title: string; dueMinute: number | null; ownerId: string }, rule: Recurrence): Promise<void> {
  const { workspaceId, today } = demo
  const startsOn = addDays(mondayOf(today), -70)
  const id = await insertSeries(ctx.db, { workspaceId, rule, model: { ...model, subject: null }, ownerId, startsOn, createdBy: demo.mariam })
  const series = (await lockSeries(ctx.db, id))!
  const days = daysOf(rule, startsOn, null, addDays(today, 14))
  const made = await makeTasks(ctx.db, series, days, ctx.now)
  for (const [place, taskId] of made.entries()) if (days[place]! < today) await finish(ctx, taskId, days[place]!, ownerId, today)
}

/** When, who, what, how pressing, at which minute, and whether it is done. Days count from today. */
type Ordinary = readonly [days: number | null, who: 'mariam' | 'julien' | null, title: string, more?: { priority?: Priority; at?: number; done?: true; notes?: string }]
const ordinary: readonly Ordinary[] = [
  [-41, 'mariam', 'Choisir la salle de la journée SPARK d’octobre', { done: true }],
  [-38, 'julien', 'Écrire le mail type pour les premières prises de contact', { done: true }],
  [-30, 'mariam', 'Signer l’accord avec le studio partenaire', { done: true, priority: 'high' }],
  [-26, 'julien', 'Classer les dossiers de presse reçus en septembre', { done: true, priority: 'low' }],
  [-19, 'mariam', 'Envoyer les factures d’octobre', { done: true, priority: 'high' }],
  [-12, 'julien', 'Préparer le questionnaire du check-up en anglais', { done: true }],
  [-8, 'mariam', 'Répondre à la mairie pour la fête de la musique', { done: true }],
  [-4, 'mariam', 'Demander les visuels au graphiste', { notes: 'Trois formats : story, carré, affiche A3. Il rend d’habitude en quatre jours.' }],
  [-3, 'julien', 'Trier les réponses au formulaire du site', { priority: 'low' }],
  [-1, 'mariam', 'Rappeler l’imprimeur pour le devis des affiches', { priority: 'high', at: 660 }],
  [-1, 'julien', 'Mettre à jour la liste des radios locales'],
  [0, 'mariam', 'Relire le contrat d’accompagnement avant l’envoi', { priority: 'high', at: 600 }],
  [0, 'mariam', 'Choisir les trois artistes de la newsletter', { at: 900 }],
  [0, 'mariam', 'Noter les idées de la réunion de vendredi', { priority: 'low' }],
  [0, 'julien', 'Préparer l’appel de 16 h avec le label', { at: 930 }],
  [0, 'julien', 'Ranger les photos du dernier concert', { priority: 'low' }],
  [1, 'mariam', 'Envoyer le planning de décembre à l’équipe'],
  [2, 'julien', 'Écouter les maquettes reçues cette semaine'],
  [2, 'mariam', 'Déposer le dossier d’aide à l’export', { priority: 'high', notes: 'Le portail ferme à 18 h. Il manque encore le budget signé.' }],
  [4, 'mariam', 'Déjeuner avec la programmatrice du festival', { at: 750 }],
  [5, 'julien', 'Former la stagiaire à l’import de fichiers'],
  [9, 'mariam', 'Préparer le bilan du trimestre', { priority: 'high' }],
  [13, 'julien', 'Renouveler le nom de domaine du site'],
  [20, 'mariam', 'Réserver les billets pour les rencontres de janvier'],
  [null, 'mariam', 'Chercher un deuxième studio moins cher'],
  [null, 'julien', 'Traduire la page « Comment nous travaillons »', { priority: 'low' }],
  [null, null, 'Refaire la carte des salles du quartier', { notes: 'Qui veut la prendre ? Une demi-journée environ.' }],
  [3, null, 'Accueillir le photographe à 11 h', { at: 660 }],
]

async function seedOne(ctx: Ctx, { workspaceId, today, ...people }: Demo, [days, who, title, { priority, at, done, notes } = {}]: Ordinary): Promise<void> {
  const dueOn = days === null ? null : addDays(today, days)
  const ownerId = who && people[who]
  const made = after(ctx.now, ((days ?? 0) > 0 ? -5 : (days ?? -9) - 6) * wholeDay)
  const task = await insertTask(ctx.db, workspaceId, { title, notes, ownerId, dueOn, dueMinute: at, priority }, { subject: null, createdBy: people.mariam, now: made })
  if (done && dueOn && ownerId) await finish(ctx, task.id, dueOn, ownerId, today)
}

/** Done on its day, in the afternoon; what fell on a weekend, on the Friday before. */
async function finish(ctx: Ctx, taskId: string, dueOn: string, by: string, today: string): Promise<void> {
  const back = daysBetween(dueOn, today) + Math.max(0, weekdayOf(dueOn) - 5)
  await changeState(ctx.db, taskId, 'done', by, after(ctx.now, -back * wholeDay - 2 * hour - 7 * minute))
}
