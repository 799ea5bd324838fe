import type * as v from 'valibot'
import type { FailureMessage } from '../domain/failure'

declare const outputType: unique symbol

/** One row of a request table: the schema of what goes in, and the type of what comes out. */
export type RequestRow<Schema extends v.GenericSchema, Output> = {
  input: Schema
  /** Only a type: outputs are made by us and are not parsed. */
  [outputType]?: Output
}

export type RequestTable = Record<string, RequestRow<v.GenericSchema, unknown>>

/** Writes one row: `row(schema)<Output>()`. */
export function row<const Schema extends v.GenericSchema>(input: Schema) {
  return <Output>(): RequestRow<Schema, Output> => ({ input })
}

export type InputOf<Row> = Row extends RequestRow<infer Schema, unknown> ? v.InferOutput<Schema> : never
export type OutputOf<Row> = Row extends RequestRow<v.GenericSchema, infer Output> ? Output : never

/** How far long work has come: `done` of `total` steps, and what is being done now. */
export type Progress = { done: number; total: number; step?: string | undefined }

/** What a method gets beside its input. */
export type Call = { signal: AbortSignal; progress: (progress: Progress) => void }

/** The serving end of a table. */
export type Methods<Table extends RequestTable> = {
  [Name in keyof Table]: (
    input: InputOf<Table[Name]>,
    call: Call,
  ) => OutputOf<Table[Name]> | Promise<OutputOf<Table[Name]>>
}

/** What a caller may add to a request. */
export type CallOptions = { onProgress?: (progress: Progress) => void; signal?: AbortSignal }

/** The asking end of a table; rejects with a `Failure`. */
export type Client<Table extends RequestTable> = {
  [Name in keyof Table]: (
    input: InputOf<Table[Name]>,
    options?: CallOptions,
  ) => Promise<OutputOf<Table[Name]>>
}

/** How an answer crosses a border on which errors lose what they carry. */
export type Outcome<Output> = { ok: true; value: Output } | { ok: false; failure: FailureMessage }
