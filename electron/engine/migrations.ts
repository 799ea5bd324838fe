/** One step of the schema, `0001-what.sql`: forward only, never edited once released. */
export type Migration = { version: number; sql: string }

const sources = import.meta.glob<string>('./migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** All migrations in order; the version is the number that the file's name begins with. */
export const migrations: readonly Migration[] = Object.entries(sources)
  .map(([path, sql]) => ({ version: Number(/(\d{4})-[^/]+\.sql$/.exec(path)?.[1]), sql }))
  .sort((a, b) => a.version - b.version)
