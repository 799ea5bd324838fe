/**
 * Where somebody who does the first time what most stand still at is told one sentence: the first photo, the first answer,
 * the first PDF, the first twenty pieces that lie in one place only.
 */
export const tips = ['photo', 'answer', 'export', 'extraCopy'] as const
export type Tip = (typeof tips)[number]
