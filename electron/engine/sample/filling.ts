import type { EngineRequests } from '../../contract/engine'
import type { InputOf, OutputOf, Progress } from '../../contract/table'

/** One request of the engine. */
export type Ask = <Name extends keyof EngineRequests>(
  name: Name,
  input: InputOf<EngineRequests[Name]>,
) => Promise<OutputOf<EngineRequests[Name]>>

/** The files of the sample, made when they are asked for, with names as a person gives them. */
export type SampleFiles = {
  photo: (name: string, photo: { picture: string; taken: string }) => Promise<string>
  document: (kind: 'pdf' | 'docx' | 'csv', id: string) => Promise<string>
}

/** What the sample is filled with. */
export type Filling = {
  ask: Ask
  files: SampleFiles
  /** `YYYY-MM-DD`. */
  today: string
  progress: (progress: Progress) => void
}
