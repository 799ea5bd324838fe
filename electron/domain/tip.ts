/**
 * Where somebody who does the first time what most stand still at is told one sentence: the first photo, the first answer,
 * the first PDF.
 */
export const tips = ['photo', 'answer', 'export'] as const
export type Tip = (typeof tips)[number]
