import type { EngineEvent, EngineRequests } from './engine'
import type { FileSource } from './fields'
import type { MainRequests, MenuCommand } from './main'
import type { InputOf, OutputOf, Outcome, Progress, RequestTable } from './table'

/** How the page names a file: the dropped or pasted `File` itself, or the grant of a dialog. Never a path. */
export type PageFile = File | { grant: string }

/** A request's input as the page gives it: files are `PageFile`s, which the preload turns into sources. */
export type PageInput<Input> = Input extends { files: FileSource[] }
  ? Omit<Input, 'files'> & { files: PageFile[] }
  : Input

export type BridgeOptions = {
  onProgress?: (progress: Progress) => void
  /** A name of the caller's choice by which `cancel` ends the request. */
  call?: string
}

/**
 * An `Outcome` of that output as JSON. The bridge copies objects value by value: a list of a thousand pieces would keep the
 * window from answering for 60 ms, its text and the parsing of it for 6.
 */
type OutcomeText<Output> = string & { readonly outcome?: Outcome<Output> }

type BridgeEnd<Table extends RequestTable> = {
  [Name in keyof Table]: (
    input: PageInput<InputOf<Table[Name]>>,
    options?: BridgeOptions,
  ) => Promise<OutcomeText<OutputOf<Table[Name]>>>
}

/** What the other side answered. */
export function readOutcome<Output>(text: OutcomeText<Output>): Outcome<Output> {
  return JSON.parse(text) as Outcome<Output>
}

/** What the preload puts into the page as `window.fivefold`; plain functions only, since the bridge carries no Proxy. */
export type Bridge = {
  engine: BridgeEnd<EngineRequests>
  main: BridgeEnd<MainRequests>
  cancel: (call: string) => void
  /** Returns a function that ends the listening. */
  onEvent: (listener: (event: EngineEvent) => void) => () => void
  /** The window is asked to close: the page saves what was typed, then requests `closeWindow` or `keepWindow`. */
  onClosing: (listener: () => void) => () => void
  onMenu: (listener: (command: MenuCommand) => void) => () => void
}
