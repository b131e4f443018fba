const rooms = '^(functions|infra|dashboard|simulators|test)/'

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'The domain decides; it must give the same answer in a Lambda, a browser and a replay. ' +
        'It imports zod and nothing else: pass clocks, randomness and data in as arguments, ' +
        'and put whatever talks to the world into store, bus or a handler folder.',
      from: { path: '^functions/domain/' },
      to: { pathNot: ['^functions/domain/', '^node_modules/zod/'] },
    },
    {
      name: 'store-knows-only-domain',
      severity: 'error',
      comment:
        'The store keeps what the domain names. If it needs something from a handler, ' +
        'that thing is either a domain notion (move it to functions/domain) or an argument.',
      from: { path: '^functions/store/' },
      to: { path: rooms, pathNot: '^functions/(store|domain)/' },
    },
    {
      name: 'bus-knows-only-domain',
      severity: 'error',
      comment:
        'The bus is one small port, so that it can be replaced. It publishes what the domain ' +
        'names; whoever needs to read or store before publishing does so in the handler.',
      from: { path: '^functions/bus/' },
      to: { path: rooms, pathNot: '^functions/(bus|domain)/' },
    },
    {
      name: 'deliver-knows-domain-and-store',
      severity: 'error',
      comment:
        'Whatever tells people does so through functions/deliver. It knows what the domain decided ' +
        'and what the store keeps; who causes it to send stays in the handler folders.',
      from: { path: '^functions/deliver/' },
      to: { path: rooms, pathNot: '^functions/(deliver|domain|store)/' },
    },
    {
      name: 'api-client-knows-only-domain',
      severity: 'error',
      comment:
        'The client is made of the contract alone, or it would drag the server into the browser. ' +
        'Schemas that both sides need belong in functions/domain.',
      from: { path: '^functions/api-client/' },
      to: { path: rooms, pathNot: '^functions/(api-client|domain)/' },
    },
    {
      name: 'api-client-runs-in-a-browser',
      severity: 'error',
      comment: 'A browser has no Node modules and no AWS credentials. Use fetch and web standards.',
      from: { path: '^functions/api-client/' },
      to: { path: ['^(node:|fs$|path$|http$|crypto$)', '^node_modules/@aws'] },
    },
    {
      name: 'handlers-stand-alone',
      severity: 'error',
      comment:
        'A handler folder may import domain, store, bus and deliver; never another handler or a room ' +
        'outside functions. Share a decision through functions/domain, data through ' +
        'functions/store, and let one handler cause another by an event.',
      from: { path: '^functions/(?!(?:domain|store|bus|deliver|api-client)/)([^/]+)/' },
      to: { path: rooms, pathNot: ['^functions/(domain|store|bus|deliver)/', '^functions/$1/'] },
    },
    {
      name: 'wiring-is-data',
      severity: 'error',
      comment:
        'wiring.ts is plain data that CDK deploys and the embedded cloud runs. It may name what ' +
        'the domain names. Code that acts on it belongs in infra or simulators/cloud.',
      from: { path: '^functions/wiring\\.ts$' },
      to: { pathNot: '^functions/domain/' },
    },
    {
      name: 'infra-deploys-by-file-path',
      severity: 'error',
      comment:
        'infra may import domain (names, schemas) and wiring. It points at a handler by its file ' +
        'path, so that synth never loads application code.',
      from: { path: '^infra/' },
      to: { path: rooms, pathNot: ['^infra/', '^functions/domain/', '^functions/wiring\\.ts$'] },
    },
    {
      name: 'dashboard-reads-over-http',
      severity: 'error',
      comment:
        'The dashboard gets all data over HTTP through functions/api-client; it may import ' +
        'functions/domain for types and pure functions. Serve what is missing from serve-api.',
      from: { path: '^dashboard/' },
      to: { path: rooms, pathNot: ['^dashboard/', '^functions/(domain|api-client)/'] },
    },
    {
      name: 'dashboard-holds-no-cloud-client',
      severity: 'error',
      comment: 'A browser has no AWS credentials. Ask serve-api through functions/api-client.',
      from: { path: '^dashboard/' },
      to: { path: '^node_modules/@aws' },
    },
    {
      name: 'simulators-stand-in-for-the-world',
      severity: 'error',
      comment:
        'Simulators drive the real functions by their wiring. They know nothing of how the ' +
        'functions are deployed or shown: talk to the dashboard over HTTP, and take what infra ' +
        'declares from functions/wiring.ts.',
      from: { path: '^simulators/' },
      to: { path: rooms, pathNot: '^(simulators|functions)/' },
    },
    {
      name: 'nothing-imports-test',
      severity: 'error',
      comment:
        'What ships must not lean on what tests it. Move the shared part into the room it ' +
        'speaks of; factories that only tests use stay in test/support.',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment:
        'Files in a circle can only be understood together. Move the part that both need into ' +
        'a third file, or pass it as an argument.',
      from: { path: rooms },
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      comment: 'An import that resolves nowhere escapes every other rule. Correct its path.',
      from: { path: rooms },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: ['(^|/)cdk\\.out/', '^dashboard/(out|\\.next)/', '^\\.hyphae/'] },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    builtInModules: { add: [] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.json', '.css'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
