import type { Texts } from '#platform/text'

export const texts: Texts = {
  // Refus
  noSuchFilm: 'Ce film n’existe pas, ou n’est plus au catalogue.',
  noSuchPerson: 'Cette personne n’est pas au catalogue.',
  noSuchCollection: 'Cette collection n’existe pas.',
  noSuchWorkspace: 'Cette maison n’existe pas.',
  noSuchVideo: 'Cette vidéo n’existe pas dans votre maison.',
  videoTaken: 'Cette vidéo est déjà celle d’un autre film.',
  notEditable: 'Ce film ne peut pas être modifié en ce moment : {state, select, submitted {il est entre les mains des relecteurs} published {il est publié ; retirez-le d’abord} other {il a été refusé}}.',
  notSubmittable: '{state, select, submitted {Ce film est déjà entre les mains des relecteurs.} published {Ce film est déjà publié.} other {Ce film a été refusé et ne peut plus être soumis.}}',
  incomplete: '{count, plural, one {Il manque encore une chose} other {Il manque encore # choses}} avant de pouvoir soumettre ce film.',
  needsVideo: 'Ajoutez la vidéo du film.',
  videoProcessing: 'La vidéo est en préparation : attendez qu’elle soit prête.',
  videoFailed: 'La vidéo n’a pas pu être préparée : envoyez-la de nouveau.',
  needsSynopsis: 'Écrivez un synopsis, en français ou en anglais.',
  needsLanguage: 'Dites dans quelle langue on parle.',
  needsCountry: 'Dites de quel pays vient le film.',
  needsYear: 'Donnez l’année du film.',
  needsDirector: 'Nommez la personne qui a réalisé le film.',
  needsRights: 'Déclarez quels droits vous détenez.',
  ownWorkspace: 'Vous ne pouvez pas relire un film de votre propre maison.',
  notUnderReview: 'Ce film n’attend pas de décision.',
  videoNotReady: 'La vidéo n’est pas prête : ce film ne peut pas être publié maintenant.',
  needsReasons: 'Dites pourquoi, en remplissant au moins un point.',
  notPublished: 'Ce film n’est pas publié.',
  notDeletable: 'Seul un brouillon jamais soumis peut être supprimé.',
  alreadyWatchable: 'Ce film peut déjà être regardé.',
  notEntrustable: 'Cette notice appartient déjà à une maison.',

  // Avis et courriels
  'notice.published.title': '« {title} » est publié',
  'notice.published.body': 'Votre film est au catalogue de Karangou : tout le monde peut le regarder.',
  'notice.changesAsked.title': 'Des changements sont demandés pour « {title} »',
  'notice.changesAsked.body': 'Nos relecteurs ont noté {points, plural, one {un point} other {# points}} à revoir. Corrigez, puis soumettez de nouveau : votre film garde sa place.',
  'notice.refused.title': '« {title} » n’a pas été retenu',
  'notice.refused.body': 'Les raisons, point par point, vous attendent dans votre studio.',
  'notice.withdrawn.title': '« {title} » a été retiré du catalogue',
  'notice.withdrawn.body': 'La raison vous attend dans votre studio. Vous pouvez corriger le film et le soumettre de nouveau.',
  'notice.replaced.title': 'La nouvelle vidéo de « {title} » attend d’être relue',
  'notice.replaced.body': 'Vous avez remplacé la vidéo d’un film publié : il revient au catalogue dès que nos relecteurs l’ont vue.',
  'notice.watchable.title': '« {title} » peut être regardé',
  'notice.watchable.body': 'Vous aviez demandé qu’on vous le dise : le film est là. Bonne séance !',
  'notice.entrusted.title': 'La notice de « {title} » vous est confiée',
  'notice.entrusted.body': 'Complétez-la et ajoutez le film : ceux qui l’attendent seront prévenus.',

  // Mots du cinéma
  film: 'Film',
  filmCount: '{n, plural, =0 {Aucun film} one {# film} other {# films}}',
  'role.director': 'Réalisation', 'role.writer': 'Scénario', 'role.producer': 'Production', 'role.cast': 'Interprétation', 'role.camera': 'Image', 'role.editing': 'Montage', 'role.music': 'Musique', 'role.sound': 'Son',
  'role.design': 'Décors', 'role.costume': 'Costumes', 'role.crew': 'Équipe',
  'state.draft': 'Brouillon', 'state.submitted': 'En relecture', 'state.changes-asked': 'Changements demandés', 'state.published': 'Publié', 'state.refused': 'Refusé', 'state.withdrawn': 'Retiré',
  'did.submitted': 'Soumis', 'did.changes-asked': 'Changements demandés', 'did.published': 'Publié', 'did.refused': 'Refusé', 'did.withdrawn': 'Retiré du catalogue',
  'point.picture': 'Image', 'point.sound': 'Son', 'point.subtitles': 'Sous-titres', 'point.rights': 'Droits', 'point.metadata': 'Fiche', 'point.other': 'Autre',
  'video.none': 'Pas encore de vidéo', 'video.processing': 'Vidéo en préparation', 'video.ready': 'Vidéo prête', 'video.failed': 'Vidéo en échec',
  'sort.newest': 'Les derniers arrivés', 'sort.title': 'Par titre', 'sort.year': 'Les plus récents', 'sort.watched': 'Les plus vus', 'sort.liked': 'Les plus aimés', 'sort.length': 'Les plus courts', 'sort.best': 'Les plus proches',
  watchable: 'À voir', extract: 'Extrait', notice: 'Notice', ageAdvice: 'Conseillé dès {age} ans', ageAll: 'Pour tous',

  // Façade
  frontTitle: 'Le cinéma africain, gratuit, même sur un réseau faible',
  frontLead: '{films, number} films recensés, {countries} pays, {people, number} personnes : ceux qui tournent, ceux qui jouent, ceux qui éclairent.',
  frontWatch: 'Regarder', frontKnow: 'Voir la fiche', frontNow: 'À regarder maintenant', frontNowLead: 'Des films sous licence libre, dans une qualité que votre réseau supporte.',
  frontCollections: 'Collections', frontAll: 'Tout voir', frontNewest: 'Les plus récents du catalogue', frontLaureates: 'Primés',
  frontLaureatesLead: 'Étalons de Yennenga, Tanits d’or, meilleurs films de l’Académie africaine : le palmarès, d’édition en édition.', frontCountries: 'Par pays', frontSearch: 'Un titre, un nom, un pays…', frontSearchGo: 'Chercher',
  frontData: 'Notices : CC0 (Kaggle, netflix-shows) ; prix : contributeurs de Wikipédia, CC BY-SA 4.0 ; extraits : © Blender Foundation, CC BY 3.0.',
  lead: 'À l’affiche',

  // Catalogue
  catalogue: 'Catalogue', catalogueLead: '{n, plural, =0 {Aucun film ne répond à ces choix.} one {Un film.} other {# films.}}', catalogueSearch: 'Chercher un film, une personne', catalogueGo: 'Afficher', filters: 'Filtres', filtersOn: 'Filtres ({n})',
  country: 'Pays', language: 'Langue', genre: 'Genre', subtitles: 'Sous-titres', years: 'Années', from: 'De', to: 'à', length: 'Durée', lengthAny: 'Toutes', lengthShort: 'Moins de 60 min', lengthMiddle: 'De 60 à 120 min', lengthLong: 'Plus de 2 h',
  sortBy: 'Ranger', onlyWatchable: 'À voir maintenant', any: 'Tous', anyLanguage: 'Toutes', clear: 'Tout effacer', more: 'La suite', resultsFor: 'Pour « {q} »',
  emptyTitle: 'Rien ne répond à ces choix', emptyText: 'Essayez avec moins de filtres, ou un autre mot : les accents et les fautes de frappe sont pardonnés.', emptyAction: 'Revoir tout le catalogue',

  // Film
  originalTitle: 'Titre original', directedBy: 'De {names}', watch: 'Regarder le film', watchExtract: 'Regarder l’extrait', synopsis: 'Synopsis', credits: 'Générique', awards: 'Prix et sélections', facts: 'Fiche',
  synopsisOnlyIn: 'Ce synopsis n’existe qu’en {language}.', noSynopsis: 'Personne n’a encore écrit le synopsis de ce film.', unknown: 'Non renseigné', source: 'Source', won: 'Prix', nominated: 'Sélection', year: 'Année', titles: 'Autres titres',
  age: 'Âge conseillé', wish: 'Prévenez-moi quand il sera visible', wished: 'Vous serez prévenu·e', unwish: 'Ne plus me prévenir', wishHint: 'La vidéo de ce film n’est pas encore sur Karangou. Laissez-nous le soin de vous prévenir.',
  wishSignIn: 'Se connecter pour être prévenu·e', inCollections: 'Dans les collections', otherCredits: '{n, plural, one {Encore # nom} other {Encore # noms}}', otherAwards: '{n, plural, one {Encore # ligne} other {Encore # lignes}}', editThis: 'Modifier dans le studio',
  awardNominee: 'pour {nominee}', extractNote: 'Extrait du film, sous licence libre.', views: '{n, plural, =0 {Pas encore vu} one {Vu une fois} other {Vu # fois}}',
  metaFilm: '{title}, de {names}', metaFilmAlone: '{title}', metaCatalogue: 'Tous les films de Karangou : par pays, langue, genre, année et durée.',

  // Personnes et collections
  personLead: '{n, plural, one {Un film au catalogue} other {# films au catalogue}}', personAwards: 'Prix et sélections', collections: 'Collections', collectionsLead: 'Des films réunis par une raison de les voir ensemble.', collectionCount: '{n, plural, one {# film} other {# films}}',
  noCollections: 'Aucune collection pour le moment', noCollectionsText: 'Nos relecteurs les composent à la main. En attendant, tout est au catalogue.', toCatalogue: 'Ouvrir le catalogue',
  newCollection: 'Nouvelle collection', editCollection: 'Composer', collectionTitleFr: 'Titre', collectionTitleEn: 'Titre en anglais', collectionNoteFr: 'Mot d’introduction', collectionNoteEn: 'Introduction en anglais', collectionFilms: 'Films, dans l’ordre',
  collectionFilmsHint: 'Une adresse de film par ligne (la fin de son lien : « touki-bouki »).', saveCollection: 'Enregistrer la collection', removeCollection: 'Supprimer la collection', collectionEmpty: 'Cette collection n’a pas encore de film.',

  // Studio
  studio: 'Studio', studioTitle: 'Vos films', studioLead: 'Où en est chacun, et ce qu’il attend de vous.', newFilm: 'Nouveau film', studioEmpty: 'Votre premier film', studioEmptyText: 'Donnez-lui un titre, déposez le fichier, racontez-le. Le reste se fait pendant que vous dormez.',
  studioNoHouse: 'Il vous faut une maison de production', studioNoHouseText: 'Les films appartiennent à une maison : un espace partagé avec votre équipe. Créez la vôtre, ou demandez une invitation.', createHouse: 'Créer une maison', matters: 'Ce qui compte maintenant',
  'next.draft': '{missing, plural, =0 {Tout est là : soumettez-le.} one {Il manque une chose.} other {Il manque # choses.}}', 'next.submitted': 'Nos relecteurs le regardent. Réponse d’ordinaire en deux jours.', 'next.changes-asked': 'Lisez les remarques, corrigez, soumettez de nouveau.',
  'next.published': 'Il est au catalogue. {views, plural, =0 {Personne ne l’a encore vu.} one {Vu une fois.} other {Vu # fois.}}', 'next.refused': 'Lisez les raisons de ce refus.', 'next.withdrawn': 'Retiré du catalogue. Corrigez et soumettez de nouveau.',
  'do.draft': 'Compléter', 'do.ready': 'Soumettre', 'do.submitted': 'Voir', 'do.changes-asked': 'Corriger', 'do.published': 'Ouvrir', 'do.refused': 'Lire', 'do.withdrawn': 'Reprendre', waitingFor: '{n, plural, one {# personne attend} other {# personnes attendent}} ce film',
  newFilmTitle: 'Un nouveau film', newFilmLead: 'Un titre suffit pour commencer. Tout le reste peut attendre.', filmTitle: 'Titre original', house: 'Maison', create: 'Créer le film', yearField: 'Année',
  editTitle: 'Fiche du film', editLead: 'Ce que liront les spectateurs, les festivals et les moteurs de recherche.', titleFr: 'Titre en français', titleEn: 'Titre en anglais', minutesField: 'Durée', minutesUnit: 'min', countriesField: 'Pays', languagesField: 'Langues parlées',
  genresField: 'Genres', synopsisFr: 'Synopsis', synopsisEn: 'Synopsis en anglais', ageField: 'Âge conseillé', rightsField: 'Droits', rightsHint: 'Dites en une phrase d’où viennent vos droits et pour quels pays.', cutField: 'La vidéo est', 'cut.whole': 'Le film entier', 'cut.extract': 'Un extrait',
  severalHint: 'Plusieurs choix possibles.', save: 'Enregistrer', saved: 'Enregistré.', 'tab.facts': 'Fiche', 'tab.credits': 'Générique', 'tab.video': 'Vidéo', 'tab.review': 'Relecture', creditName: 'Nom', creditRole: 'Rôle', creditCharacter: 'Personnage', creditsHint: 'Une ligne par personne. Laissez vides celles qui ne servent pas ; enregistrez pour en avoir d’autres.',
  saveCredits: 'Enregistrer le générique', awardsTitle: 'Prix et sélections', awardBody: 'Festival', awardYear: 'Année', awardCategory: 'Prix ou section', awardWon: 'Prix reçu', saveAwards: 'Enregistrer les prix', videoTitle: 'Vidéo, sous-titres, affiche', videoStart: 'Préparer l’envoi de la vidéo', videoStartText: 'Votre film sera converti en qualités légères, de 144p à 1080p, pour être vu partout.',
  submitTitle: 'Soumettre', submitText: 'Un relecteur regarde le film entier. Il publie, ou dit ce qu’il faut revoir.', submitNote: 'Un mot pour le relecteur', submit: 'Soumettre le film', missingTitle: 'Avant de soumettre', history: 'Historique', noHistory: 'Rien encore : ce film n’a jamais été soumis.', withdraw: 'Retirer du catalogue', withdrawText: 'Le film disparaît du catalogue ; sa fiche et ses notes sont gardées. Vous pourrez le soumettre de nouveau.',
  withdrawNote: 'Pourquoi', removeDraft: 'Supprimer ce brouillon', seePublic: 'Voir la page publique', underReview: 'Le film est entre les mains des relecteurs : la fiche est fermée jusqu’à leur réponse.', isPublished: 'Le film est publié. Pour changer sa fiche, retirez-le d’abord du catalogue.', isRefused: 'Ce film a été refusé : sa fiche est fermée.', fromReviewer: 'Le mot du relecteur', fromMakers: 'Votre mot',

  // Relecture
  review: 'Relecture', reviewTitle: 'À relire', reviewLead: '{n, plural, =0 {Personne n’attend.} one {Un film attend.} other {# films attendent, le plus ancien d’abord.}}', reviewEmpty: 'Tout est relu', reviewEmptyText: 'Aucun film n’attend. Les prochains arriveront ici, le plus ancien d’abord.', reviewDecided: 'Dernières décisions',
  when: 'Date', reviewRound: '{n, plural, one {Premier passage} other {Passage n° #}}', reviewOwn: 'Votre maison', reviewFilm: 'Relire', decide: 'Votre décision', decideLead: 'Ce que vous écrivez est envoyé à la maison et gardé dans l’historique.', verdict: 'Décision', 'verdict.published': 'Publier', 'verdict.publishedHint': 'Le film entre au catalogue tout de suite.',
  'verdict.changes-asked': 'Demander des changements', 'verdict.changes-askedHint': 'La maison corrige et soumet de nouveau.', 'verdict.refused': 'Refuser', 'verdict.refusedHint': 'C’est définitif. Dites pourquoi.', points: 'Point par point', pointsHint: 'Laissez vide ce qui va bien.', decisionNote: 'Un mot pour la maison', sendDecision: 'Envoyer la décision',
  ownNote: 'Ce film est celui de votre maison : un autre relecteur doit en décider.', notWaiting: 'Ce film n’attend plus de décision.', rightsStatement: 'Déclaration de droits', wait: 'Soumis {ago}',
}
