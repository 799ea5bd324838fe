/** The changes that exist, each with a sentence in the messages under `change.<kind>`. */
export const changeKinds = [
  'addEvidence',
  'addPhotos',
  'addFiles',
  'addLink',
  'addNote',
  'addPlanRow',
  'attachFiles',
  'attachLink',
  'detach',
  'moveAttachment',
  'moveEvidence',
  'movePlanRow',
  'placeEvidence',
  'removeEvidence',
  'removePlanRow',
  'unplaceEvidence',
  'writeAnswer',
  'writeAttachment',
  'writeEvidence',
  'writePlan',
  'writePortfolio',
] as const

export type ChangeKind = (typeof changeKinds)[number]

/** One undoable step, named in the user's words: `change.addPhotos` with `{ count: 3, place: '2.4' }`. */
export type ChangeName = { kind: ChangeKind; words: Readonly<Record<string, string | number>> }
