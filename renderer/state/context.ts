import { createContext } from 'svelte'
import type { AppState } from './app.svelte'

/** The window's state, for screens and components. */
export const [useApp, provideApp] = createContext<AppState>()
