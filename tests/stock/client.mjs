// A stock y-websocket client, told by lines of JSON what to do; it says its text and its state after each change.
import { createInterface } from 'node:readline'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const [server, room, cookie] = process.argv.slice(2)
const origin = server.replace(/^ws/, 'http').replace(/\/ws\/.*/, '')

class Browser extends WebSocket {
  constructor (url, protocols) {
    super(url, protocols, { headers: { Cookie: cookie }, origin })
  }
}

const doc = new Y.Doc()
const text = doc.getText('content')
const provider = new WebsocketProvider(server, room, doc, {
  WebSocketPolyfill: Browser, disableBc: true, params: { epoch: '0' }
})
const say = () => console.log(JSON.stringify({
  text: text.toString(),
  online: provider.wsconnected && provider.synced,
  others: [...provider.awareness.getStates()].filter(([one]) => one !== doc.clientID).map(([, { user }]) => user?.name)
}))
doc.on('update', say)
provider.on('status', say)
provider.on('sync', say)
provider.awareness.on('change', say)

const acts = {
  type: ({ words, after }) => text.insert(after ? text.toString().indexOf(after) + after.length : text.length, words),
  point: ({ name }) => provider.awareness.setLocalStateField('user', { name }),
  offline: () => provider.disconnect(),
  online: () => provider.connect()
}
createInterface({ input: process.stdin })
  .on('line', line => { const act = JSON.parse(line); acts[act.act](act); say() })
  .on('close', () => process.exit(0))
