// Hocuspocus as its manual begins it, with its defaults, on a SQLite file: node hocuspocus.mjs PORT FILE
import { DatabaseSync } from 'node:sqlite'
import { Server } from '@hocuspocus/server'
import * as Y from 'yjs'

const [port, file] = process.argv.slice(2)
const base = new DatabaseSync(file)
base.exec('PRAGMA journal_mode=WAL; CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB)')
const read = base.prepare('SELECT data FROM documents WHERE name = ?')
const write = base.prepare('INSERT INTO documents VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data')

const server = new Server({
  port: Number(port),
  address: '127.0.0.1',
  quiet: true,
  async onLoadDocument ({ documentName, document }) {
    const row = read.get(documentName)
    if (row) Y.applyUpdate(document, row.data)
  },
  async onStoreDocument ({ documentName, document }) {
    write.run(documentName, Y.encodeStateAsUpdate(document))
  }
})
await server.listen()
console.log('running')
