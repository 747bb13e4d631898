/** The name of a part, as code writes it. */
export const of = (name: string): string => name

export const titles = [
  'Yeelen',
  'La Noire de…',
  'Touki Bouki',
  'Sankofa',
  'Le Retour d’un aventurier',
  'Bamako',
  'Hyènes',
  'Ɖevi sɔgbɔ ƒe agbalẽ',
  'Un homme qui crie',
  'Mossane',
  'Atlantique',
  'Les Misérables du fleuve et autres histoires de très longue haleine',
]
export const countries = ['Bénin', 'Burkina Faso', 'Côte d’Ivoire', 'Ghana', 'Mali', 'Sénégal', 'Togo'].map((label) => ({ id: label, label }))
