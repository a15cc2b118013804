// SPDX-License-Identifier: GPL-3.0-or-later
// pouchdb-server, a server that we did not write, between our desks and a PouchDB client.
'use strict';

const crypto = require('crypto');
const net = require('net');
const path = require('path');
const { Desk, PEERS, SIREN, assert, end, nameFile, requirePeer, run, start, test, until, writeFile } = require('./harness');

const TYPES = ['agreement', 'authority', 'department', 'document', 'event', 'funding', 'involvement', 'mandate', 'mobilisation', 'note',
  'organisation', 'partnership', 'person', 'project', 'role', 'support'];
const MANY = 1500;
const SYNC_ROUNDS = 20;
let server;
let count = 0;

// It dies of odd requests and is started again each time, on what it has written so far.
class Loop {
  static async create(name) {
    const loop = new Loop();
    loop.folder = nameFile(name);
    loop.port = await new Promise((resolve) => {
      const probe = net.createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
      });
    });
    loop.url = `http://127.0.0.1:${loop.port}`;
    require('fs').mkdirSync(loop.folder);
    loop.spawn();
    await until(() => loop.answers(), 'pouchdb-server');
    return loop;
  }

  spawn() {
    const program = path.join(PEERS, 'node_modules', 'pouchdb-server', 'bin', 'pouchdb-server');
    this.process = start(process.execPath, [program, '--dir', this.folder, '--host', '127.0.0.1', '--port', String(this.port)],
      { cwd: this.folder, stdio: 'ignore' });
    this.process.ended.then(() => { if (!this.over) this.spawn(); });
  }

  async answers() {
    try {
      return (await fetch(this.url)).ok;
    } catch {
      return false;
    }
  }

  async kill() {
    this.process.kill('SIGKILL');
    await this.process.ended;
  }

  async stop() {
    this.over = true;
    await end(this.process);
  }
}

function makePeer() {
  return new (requirePeer('pouchdb'))(nameFile(`peer-${count++}`));
}

function openDatabase() {
  return new (requirePeer('pouchdb'))(`${server.url}/team-${SIREN}`);
}

async function startAfresh() {
  if (server) await server.stop();
  server = await Loop.create(`server-${count++}`);
}

function addDesk(name) {
  const desk = new Desk(`${name}-${count++}`);
  desk.addRemote('Team', server.url, 'team');
  return desk;
}

// While the server is away a round fails and says so; sooner or later one gets through.
async function syncSomehow(desk) {
  for (let round = 0; ; round++) {
    try {
      return await desk.sync('Team');
    } catch (error) {
      assert(round < SYNC_ROUNDS, error.message);
      await until(() => server.answers(), 'pouchdb-server');
    }
  }
}

function readAll(desk) {
  return Object.fromEntries(TYPES.map((type) => [type, desk.list(type).sort((a, b) => (a._id < b._id ? -1 : 1))]));
}

async function assertAgree(...desks) {
  const [first, ...others] = desks.map(readAll);
  for (const other of others) assert.deepStrictEqual(other, first);
  for (const desk of desks) {
    assert.deepStrictEqual(desk.conflicts(), []);
    desk.ctl('check');
  }
}

test('the sample, both ways', async () => {
  await startAfresh();
  const one = new Desk('sample', { sample: true });
  one.addRemote('Team', server.url, 'team');
  const other = addDesk('other');
  await syncSomehow(one);
  await syncSomehow(other);
  await syncSomehow(one);
  await assertAgree(one, other);
  assert.match(await one.sync('Team'), /everything was up to date/);

  const [first, second, third] = other.list('project');
  other.ctl('set', first._id, 'title=Eau à Goris');
  other.ctl('delete', second._id);
  one.ctl('delete', third._id);
  for (const desk of [one, other, one]) await syncSomehow(desk);
  assert.strictEqual(one.get(first._id).title, 'Eau à Goris');
  await assertAgree(one, other);
});

test('the same field on two desks', async () => {
  await startAfresh();
  const one = addDesk('one');
  const other = addDesk('other');
  const id = one.add('project', 'title=Eau');
  await syncSomehow(one);
  await syncSomehow(other);
  one.ctl('set', id, 'title=Eau à Goris');
  other.ctl('set', id, 'title=Eau à Sevan', 'status=ongoing');
  await syncSomehow(one);
  await syncSomehow(other);
  await syncSomehow(one);
  assert.strictEqual(one.get(id).status, 'ongoing');
  const [conflict, ...more] = other.conflicts();
  assert.strictEqual(more.length, 0);
  assert.deepStrictEqual([conflict.field, conflict.base, conflict.mine, conflict.theirs],
    ['title', '"Eau"', '"Eau à Sevan"', '"Eau à Goris"']);

  other.ctl('resolve', id, 'title', 'mine');
  await syncSomehow(other);
  await syncSomehow(one);
  assert.strictEqual(one.get(id).title, 'Eau à Sevan');
  await assertAgree(one, other);

  // Deleted here, edited there.
  one.ctl('delete', id);
  other.ctl('set', id, 'title=Eau de Sevan');
  for (const desk of [one, other]) await syncSomehow(desk);
  assert.strictEqual(other.conflicts()[0].field, '');
  other.ctl('resolve', id, 'mine');
  for (const desk of [other, one]) await syncSomehow(desk);
  assert.strictEqual(one.get(id).title, 'Eau de Sevan');
  await assertAgree(one, other);
});

test('with a PouchDB client', async () => {
  await startAfresh();
  const desk = addDesk('desk');
  const peer = makePeer();
  const id = desk.add('project', 'title=Eau', 'status=planned');
  const gone = desk.add('project', 'title=Gone');
  await syncSomehow(desk);
  await peer.sync(openDatabase());
  await peer.put({ ...(await peer.get(id)), title: 'Eau à Goris', 'a-field-of-tomorrow': { kept: true } });
  await peer.remove(await peer.get(gone));
  await peer.sync(openDatabase());
  await syncSomehow(desk);
  assert.strictEqual(desk.get(id).title, 'Eau à Goris');
  assert(!desk.list('project').some(({ _id }) => _id === gone));

  desk.ctl('set', id, 'status=ongoing');
  await syncSomehow(desk);
  await peer.sync(openDatabase());
  const { title, status, 'a-field-of-tomorrow': kept } = await peer.get(id);
  assert.deepStrictEqual([title, status, kept], ['Eau à Goris', 'ongoing', { kept: true }]);
});

test('conflicting leaves of two PouchDB clients', async () => {
  await startAfresh();
  const desk = addDesk('desk');
  const peers = [makePeer(), makePeer()];
  const id = desk.add('project', 'title=Eau', 'status=planned');
  await syncSomehow(desk);
  const database = openDatabase();
  for (const peer of peers) await peer.sync(database);
  for (const [index, peer] of peers.entries()) await peer.put({ ...(await peer.get(id)), title: `Title of ${index}` });
  for (const peer of peers) await peer.sync(database);

  // The desk goes on from the leaf that wins, and shows what the other one says until somebody has chosen.
  const { title, _conflicts: [loser] } = await database.get(id, { conflicts: true });
  const lost = (await database.get(id, { rev: loser })).title;
  assert.deepStrictEqual([title, lost].sort(), ['Title of 0', 'Title of 1']);
  await syncSomehow(desk);
  assert.strictEqual(desk.get(id).title, title);
  assert.deepStrictEqual(desk.conflicts().map(({ field, theirs }) => [field, JSON.parse(theirs)]), [['title', lost]]);
  desk.ctl('set', id, 'status=ongoing');
  await syncSomehow(desk);
  const edited = await database.get(id, { conflicts: true });
  assert.deepStrictEqual([edited.title, edited.status, edited._conflicts], [title, 'ongoing', [loser]]);
  assert.strictEqual((await database.get(id, { rev: loser })).title, lost);

  // Settled on the desk, it is settled for those who made it.
  desk.ctl('resolve', id, 'title', 'theirs');
  await syncSomehow(desk);
  assert.deepStrictEqual(desk.conflicts(), []);
  for (const peer of peers) {
    await peer.sync(database);
    const settled = await peer.get(id, { conflicts: true });
    assert.deepStrictEqual([settled.title, settled._conflicts], [lost, undefined]);
  }
});

test('files of documents', async () => {
  await startAfresh();
  const one = addDesk('attaches');
  const other = addDesk('reads');
  const bytes = crypto.randomBytes(300000);
  const digest = crypto.createHash('sha256').update(bytes).digest('hex');
  const project = one.add('project', 'title=Eau');
  const attach = (desk) => desk.add('document', 'title=Convention', `subject=${project}`, 'file=convention.pdf', `size=${bytes.length}`, `digest=${digest}`);
  const document = attach(one);
  one.sql(`INSERT INTO file VALUES ('${digest}', x'${bytes.toString('hex')}');`);
  for (const desk of [one, other, one]) await syncSomehow(desk);
  assert.strictEqual(other.sql(`SELECT lower(hex(data)) FROM file WHERE digest = '${digest}';`), bytes.toString('hex'));

  // Any client of CouchDB reads it; and what another program attached to a record outlives our edits of it.
  const database = openDatabase();
  assert((await database.getAttachment(`file:${digest}`, 'data')).equals(bytes));
  const { _rev } = await database.get(project);
  await database.putAttachment(project, 'photo.jpg', _rev, Buffer.from('photo'), 'image/jpeg');
  await syncSomehow(other);
  other.ctl('set', project, 'title=Eau potable');
  await syncSomehow(other);
  assert.strictEqual((await database.get(project)).title, 'Eau potable');
  assert.strictEqual((await database.getAttachment(project, 'photo.jpg')).toString(), 'photo');

  // Nobody has it any more: it is taken back.
  other.ctl('delete', document);
  for (const desk of [other, one]) await syncSomehow(desk);
  await assert.rejects(database.get(`file:${digest}`), { status: 404 });
});

test('killed again and again', async () => {
  await startAfresh();
  const one = addDesk('many');
  const rows = Array.from({ length: MANY }, (unused, i) => `Projet ${i},"Eau, voirie, jeunesse ${i}"`);
  one.ctl('import', 'project', writeFile('many.csv', `title,description\n${rows.join('\n')}\n`));
  const other = addDesk('other');
  const killer = (async () => {
    for (let i = 0; i < 6; i++) {
      await until(() => server.answers(), 'pouchdb-server');
      await new Promise((resolve) => setTimeout(resolve, 300 + 200 * i));
      await server.kill();
    }
  })();
  await syncSomehow(one);
  await syncSomehow(other);
  await killer;
  await until(() => server.answers(), 'pouchdb-server');
  for (const desk of [one, other]) await syncSomehow(desk);
  assert.strictEqual(other.list('project').length, MANY);
  await assertAgree(one, other);
  await server.stop();
});

run();
