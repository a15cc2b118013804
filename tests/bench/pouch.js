// SPDX-License-Identifier: GPL-3.0-or-later
// pouch.js pull|push URL FOLDER: what PouchDB takes to replicate a database of a server into an empty one, or what it has
// into an empty database of a server. Prints the milliseconds. BENCH_BATCH: documents a page, PouchDB's own choice without.
'use strict';

const { createRequire } = require('module');
const path = require('path');

const PouchDB = createRequire(path.join(process.env.ENTENTE_PEERS, 'package.json'))('pouchdb');
const [direction, url, folder] = process.argv.slice(2);
const options = process.env.BENCH_BATCH ? { batch_size: Number(process.env.BENCH_BATCH) } : {};

async function fill(local) {
  const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter((line) => line !== '');
  for (const line of lines) await local.bulkDocs(JSON.parse(line).docs);
}

async function main() {
  const local = new PouchDB(folder);
  const remote = new PouchDB(url, { skip_setup: true });
  if (direction === 'push') await fill(local);
  await local.info();

  const before = process.hrtime.bigint();
  const done = direction === 'pull' ? await local.replicate.from(remote, options) : await local.replicate.to(remote, options);
  const took = Number(process.hrtime.bigint() - before) / 1e6;
  if (!done.ok || done.docs_written === 0) throw new Error(`nothing was written: ${JSON.stringify(done)}`);
  console.log(took);
  await local.close();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
