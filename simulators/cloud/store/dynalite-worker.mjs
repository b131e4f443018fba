import { parentPort, workerData } from 'node:worker_threads'
import './tune-level.mjs'
import dynalite from 'dynalite'

// A worker of its own, so that the store's work takes the other core.
const server = dynalite({
  path: workerData.path,
  createTableMs: 0,
  deleteTableMs: 0,
  updateTableMs: 0,
})
server.on('error', (error) => parentPort.postMessage({ error: error.message }))
server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }))
parentPort.on('message', () => server.close(() => process.exit(0)))
