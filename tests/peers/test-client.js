// SPDX-License-Identifier: GPL-3.0-or-later
// PouchDB, a client that we did not write, replicates with entente-atlas in every way that it knows.
'use strict';

const { Atlas, PASSWORD, SIREN, assert, nameFile, requirePeer, run, test, until } = require('./harness');

const MANY = 21700;

// Where a server dies PouchDB tells its caller, and drops the failures of other requests that it has under way.
process.on('unhandledRejection', (error) => {
  if (error.name !== 'FetchError') throw error;
});

let atlas;
let count = 0;

function makePeer() {
  return new (requirePeer('pouchdb'))(nameFile(`peer-${count++}`), { revs_limit: 1000 });
}

function openDatabase() {
  return new (requirePeer('pouchdb'))(`${atlas.url}/team-${SIREN}`, { auth: { username: 'unit', password: PASSWORD }, skip_setup: true });
}

// A server that holds nothing yet.
async function startAfresh() {
  if (atlas) await atlas.stop();
  atlas = await Atlas.create(`atlas-${count++}`);
  return openDatabase();
}

function makeDocuments(number) {
  const documents = [];
  for (let i = 0; i < number; i++) {
    documents.push({
      _id: `project:${String(i).padStart(6, '0')}`,
      type: 'project',
      title: `Coopération n° ${i} – « Արփի լիճ » 🌍 \u2028 \\ " \u0001`,
      amount: i * 1000003,
      ratio: i / 7,
      empty: [null, true, false, {}, [], ''],
      notes: 'Échange de jeunes, voirie, eau et assainissement. '.repeat(18),
    });
  }
  return documents;
}

// Everything that a replica holds, and which leaves each document has. PouchDB counts revpos in a way of its own.
async function readAll(database) {
  const { rows } = await database.allDocs({ include_docs: true, conflicts: true, attachments: true });
  for (const { doc } of rows) for (const attachment of Object.values(doc._attachments || {})) delete attachment.revpos;
  return rows.map(({ doc }) => ({ ...doc, _conflicts: (doc._conflicts || []).sort() }));
}

async function assertSame(one, other) {
  assert.deepStrictEqual(await readAll(one), await readAll(other));
}

function assertWell(result) {
  assert.strictEqual(result.ok, true);
  assert.strictEqual(result.doc_write_failures, 0);
  assert.deepStrictEqual(result.errors, []);
}

test('push, pull, and nothing left to do', async () => {
  const database = await startAfresh();
  const one = makePeer();
  const other = makePeer();
  await one.bulkDocs(makeDocuments(300));

  const push = await one.replicate.to(database);
  assertWell(push);
  assert.strictEqual(push.docs_written, 300);
  await assertSame(one, database);
  const pull = await other.replicate.from(database);
  assertWell(pull);
  assert.strictEqual(pull.docs_written, 300);
  await assertSame(one, other);

  assert.strictEqual((await one.replicate.to(database)).docs_read, 0);
  assert.strictEqual((await other.replicate.from(database)).docs_read, 0);
  assert.strictEqual((await one.replicate.from(database)).docs_written, 0);
});

test('long histories and deletions', async () => {
  const database = await startAfresh();
  const one = makePeer();
  const other = makePeer();
  let { rev } = await one.put({ _id: 'project:edited', step: 0 });
  for (let step = 1; step < 120; step++) ({ rev } = await one.put({ _id: 'project:edited', _rev: rev, step }));
  const gone = await one.put({ _id: 'project:gone', step: 0 });
  await one.sync(database);
  await other.sync(database);
  await assertSame(one, other);

  await one.remove('project:gone', gone.rev);
  await one.put({ ...(await one.get('project:edited')), _deleted: true, why: 'withdrawn' });
  await one.sync(database);
  await other.sync(database);
  for (const replica of [one, database, other]) {
    await assert.rejects(replica.get('project:gone'), { status: 404, reason: 'deleted' });
    await assert.rejects(replica.get('project:edited'), { status: 404 });
    const [{ ok }] = await replica.get('project:edited', { open_revs: 'all' });
    assert.strictEqual(ok.why, 'withdrawn');
  }

  await other.put({ _id: 'project:gone', step: 'again' });
  await other.sync(database);
  await one.sync(database);
  assert.strictEqual((await one.get('project:gone')).step, 'again');
  await assertSame(one, other);
  await assertSame(one, database);
});

test('both ways with conflicts', async () => {
  const database = await startAfresh();
  const replicas = [makePeer(), makePeer(), makePeer()];
  await replicas[0].bulkDocs(makeDocuments(20));
  for (const replica of replicas) await replica.sync(database);

  // Each edits the same documents, more often on the one than on the other; one of them deletes some.
  for (const [index, replica] of replicas.entries()) {
    for (const { doc } of (await replica.allDocs({ include_docs: true })).rows) {
      let { _rev: rev } = doc;
      for (let step = 0; step <= index % 2; step++) ({ rev } = await replica.put({ ...doc, _rev: rev, title: `by ${index}, ${step}` }));
      if (index === 2 && doc._id.endsWith('5')) await replica.remove(doc._id, rev);
    }
  }
  for (let round = 0; round < 2; round++) for (const replica of replicas) assertWell(await replica.sync(database).then(({ push }) => push));
  for (const replica of replicas) await assertSame(replica, database);
  const conflicted = (await readAll(database)).filter(({ _conflicts: leaves }) => leaves.length === 2);
  assert.strictEqual(conflicted.length, 18);

  // Resolved by one, it is resolved for all.
  for (const { _id: id, _conflicts: leaves } of await readAll(replicas[1])) for (const leaf of leaves) await replicas[1].remove(id, leaf);
  for (let round = 0; round < 2; round++) for (const replica of replicas) await replica.sync(database);
  for (const replica of replicas) {
    await assertSame(replica, database);
    assert((await readAll(replica)).every(({ _conflicts: leaves }) => leaves.length === 0));
  }
});

test('attachments', async () => {
  const database = await startAfresh();
  const one = makePeer();
  const other = makePeer();
  const bytes = Buffer.from(Array.from({ length: 1 << 20 }, (unused, i) => (i * 31 + (i >> 8)) & 255));
  const attachments = {
    'letter é.txt': { content_type: 'text/plain', data: Buffer.from('Réponse de l’ambassade').toString('base64') },
    'folder/picture.bin': { content_type: 'application/octet-stream', data: bytes.toString('base64') },
    empty: { content_type: 'text/plain', data: '' },
  };
  await one.put({ _id: 'opinion:1', text: 'first', _attachments: attachments });
  assertWell(await one.replicate.to(database));
  assertWell(await other.replicate.from(database));
  for (const replica of [database, other]) {
    assert((await replica.getAttachment('opinion:1', 'folder/picture.bin')).equals(bytes));
    assert.strictEqual((await replica.getAttachment('opinion:1', 'letter é.txt')).toString(), 'Réponse de l’ambassade');
  }
  await assertSame(one, database);
  await assertSame(other, database);

  // Edited beside its attachments; one is replaced, one removed, directly on the server.
  await other.put({ ...(await other.get('opinion:1')), text: 'second' });
  await other.sync(database);
  let { _rev: rev } = await database.get('opinion:1');
  ({ rev } = await database.putAttachment('opinion:1', 'letter é.txt', rev, Buffer.from('Seconde'), 'text/plain'));
  await database.removeAttachment('opinion:1', 'empty', rev);
  await one.sync(database);
  await other.sync(database);
  await assertSame(one, other);
  await assertSame(one, database);
  const { text, _attachments: left } = await one.get('opinion:1');
  assert.strictEqual(text, 'second');
  assert.deepStrictEqual(Object.keys(left).sort(), ['folder/picture.bin', 'letter é.txt']);
});

test('live, both ways', async () => {
  const database = await startAfresh();
  const one = makePeer();
  const other = makePeer();
  const syncs = [one, other].map((replica) => replica.sync(database, { live: true, retry: true }));

  for (let i = 0; i < 20; i++) await (i % 2 ? one : other).put({ _id: `project:${i}`, i });
  const arrived = async (replica) => (await replica.info()).doc_count === 20;
  for (const replica of [one, other, database]) await until(() => arrived(replica), 'live replication');

  // The server goes, without a word, and comes back; what was written meanwhile arrives.
  await atlas.stop('SIGKILL');
  await one.put({ ...(await one.get('project:1')), title: 'written alone' });
  await atlas.start();
  await until(async () => (await other.get('project:1')).title === 'written alone', 'live replication after the server was killed');
  for (const sync of syncs) await new Promise((resolve) => { sync.once('complete', resolve); sync.cancel(); });
  await assertSame(one, other);
  await assertSame(one, database);
  atlas.check();
});

test(`${MANY} documents, interrupted and resumed`, async () => {
  const database = await startAfresh();
  const one = makePeer();
  const other = makePeer();
  const documents = makeDocuments(MANY);
  await one.bulkDocs(documents);

  // Cut off after a part; the rest, and hardly more, comes the next time.
  const parts = async (from, to) => {
    const replication = from.replicate.to(to, { batch_size: 1000 });
    const first = await new Promise((resolve, reject) => {
      replication.once('change', () => replication.cancel());
      replication.once('complete', resolve);
      replication.once('error', reject);
    });
    assert(first.docs_written > 0 && first.docs_written < MANY);
    const second = await from.replicate.to(to, { batch_size: 1000 });
    assertWell(second);
    assert(second.docs_read < MANY);
    assert(first.docs_written + second.docs_written >= MANY);
  };
  await parts(one, database);
  assert.strictEqual((await database.info()).doc_count, MANY);
  await parts(database, other);

  const { rows } = await other.allDocs({ include_docs: true });
  assert.strictEqual(rows.length, MANY);
  for (const [index, { doc }] of rows.entries()) {
    const { _rev: rev, ...content } = doc;
    assert(rev.startsWith('1-'));
    assert.deepStrictEqual(content, documents[index]);
  }

  // Killed in the middle: the checkpoint may be lost, the documents are not.
  const last = makePeer();
  const cut = last.replicate.from(database, { batch_size: 500 });
  const ended = assert.rejects(cut);
  await new Promise((resolve) => cut.once('change', resolve));
  await atlas.stop('SIGKILL');
  await ended;
  await atlas.start();
  assertWell(await last.replicate.from(database, { batch_size: 500 }));
  assert.strictEqual((await last.info()).doc_count, MANY);
  atlas.check();
});

test('the server ends in order', async () => {
  await atlas.stop();
  assert.strictEqual(atlas.process.exitCode, 0);
});

run();
