/** Light or dark as the system is, or always the one. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The sizes of all that is in the window, as factors of the normal one. */
export const zoomSteps = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const
export type Zoom = (typeof zoomSteps)[number]

/** Whether a number is one of the sizes; a settings file may hold any. */
export function isZoom(zoom: number): zoom is Zoom {
  return zoomSteps.some((step) => step === zoom)
}

/** The next larger size for 1, the next smaller one for -1; stays at both ends. */
export function zoomBeside(zoom: Zoom, by: 1 | -1): Zoom {
  return zoomSteps[zoomSteps.indexOf(zoom) + by] ?? zoom
}
