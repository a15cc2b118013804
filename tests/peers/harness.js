// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests with foreign peers share: the peers themselves, servers in processes of their own, and desks.
'use strict';

const assert = require('assert');
const child = require('child_process');
const fs = require('fs');
const { createRequire } = require('module');
const os = require('os');
const path = require('path');
const readline = require('readline');

// Whose sample workspace it is.
const AUTHORITY = 'Département de l’Isère';
const SIREN = '223800012';
const PASSWORD = 'a long enough password';
const PATIENCE_MS = 120000;

const [atlasProgram, ctlProgram] = process.argv.slice(2);
const PEERS = process.env.ENTENTE_PEERS;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-peers-'));
const running = new Set();
const tests = [];

// The packages as the test run has fetched them.
function requirePeer(name) {
  return createRequire(path.join(PEERS, 'package.json'))(name);
}

function nameFile(name) {
  return path.join(folder, name);
}

function writeFile(name, text) {
  fs.writeFileSync(nameFile(name), text);
  return nameFile(name);
}

// Starts a program, kept to be ended by its id whatever happens.
function start(program, args, options) {
  const started = child.spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  started.ended = new Promise((resolve) => started.once('exit', resolve));
  running.add(started);
  started.ended.then(() => running.delete(started));
  return started;
}

async function end(started, signal = 'SIGTERM') {
  started.kill(signal);
  await started.ended;
}

async function firstLine(stream) {
  const lines = readline.createInterface({ input: stream });
  const [line] = await new Promise((resolve, reject) => {
    lines.once('line', (text) => resolve([text]));
    lines.once('close', () => reject(new Error('ended before it said anything')));
  });
  stream.resume();
  return line;
}

// Waits until what was asked for is so; it is asked again and again, for how long it takes does not matter.
async function until(question, what) {
  const limit = Date.now() + PATIENCE_MS;
  while (!(await question())) {
    assert(Date.now() < limit, `waited too long: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// An entente-atlas with a unit's account, on a port of its own.
class Atlas {
  static async create(name) {
    const atlas = new Atlas();
    atlas.data = nameFile(name);
    atlas.port = 0;
    const password = writeFile(`${name}-password`, `${PASSWORD}\n`);
    child.execFileSync(atlasProgram, ['account', 'add', 'unit', '--role', 'unit', '--publisher', SIREN,
      '--password-file', password, '--data', atlas.data]);
    await atlas.start();
    return atlas;
  }

  async start() {
    this.process = start(atlasProgram, ['--data', this.data, '--listen', `127.0.0.1:${this.port}`, '--quiet']);
    const line = await firstLine(this.process.stdout);
    this.url = line.replace('listening on ', '').trim().replace(/\/$/, '');
    this.port = new URL(this.url).port;
  }

  stop(signal) {
    return end(this.process, signal);
  }

  // Whether its databases are sound, as its own command says.
  check() {
    child.execFileSync(atlasProgram, ['--check', '--data', this.data]);
  }
}

// A workspace behind the command line.
class Desk {
  constructor(name, { sample = false } = {}) {
    this.name = name;
    this.file = nameFile(`${name}.entente`);
    this.ctl('init', ...(sample ? ['--sample'] : ['--authority', AUTHORITY, '--siren', SIREN]));
  }

  ctl(...args) {
    return child.execFileSync(ctlProgram, ['-w', this.file, ...args], { encoding: 'utf8', env: { ...process.env, USER: this.name } });
  }

  readJson(...args) {
    return JSON.parse(this.ctl('--json', ...args));
  }

  list(type) {
    return JSON.parse(this.ctl('list', type, '--format', 'json'));
  }

  get(id) {
    return this.readJson('show', id);
  }

  // What only the window does with a workspace, straight in its file.
  sql(statement) {
    return child.execFileSync('sqlite3', [this.file], { encoding: 'utf8', input: statement, maxBuffer: 1 << 28 }).trim();
  }

  add(type, ...values) {
    return this.ctl('add', type, ...values).trim();
  }

  conflicts() {
    return this.readJson('conflicts');
  }

  addRemote(name, url, circle, user) {
    const password = writeFile(`${this.name}-password`, `${PASSWORD}\n`);
    this.ctl('remote', 'add', name, url, '--circle', circle, ...(user ? ['--user', user, '--password-file', password] : []));
  }

  // Does not block, for the server may be one of this very process.
  sync(...args) {
    return new Promise((resolve, reject) => {
      child.execFile(ctlProgram, ['-w', this.file, 'sync', ...args], { encoding: 'utf8' }, (error, stdout, stderr) =>
        (error ? reject(new Error(stderr.trim() || error.message)) : resolve(stdout.trim())));
    });
  }
}

function test(name, body) {
  tests.push({ name, body });
}

function cleanUp() {
  for (const started of running) started.kill('SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
}

// Runs all tests and says in TAP how they went.
async function run() {
  if (!PEERS || !fs.existsSync(path.join(PEERS, 'node_modules'))) {
    console.log('1..0 # SKIP npm could not fetch the peers; _build-peers/npm.log says why');
    cleanUp();
    return;
  }

  let failed = 0;
  console.log(`1..${tests.length}`);
  for (const [index, { name, body }] of tests.entries()) {
    try {
      await body();
      console.log(`ok ${index + 1} ${name}`);
    } catch (error) {
      failed++;
      console.log(`not ok ${index + 1} ${name}`);
      console.error(error);
    }
  }
  cleanUp();
  process.exit(failed ? 1 : 0);
}

process.once('uncaughtException', (error) => {
  console.error(error);
  cleanUp();
  process.exit(1);
});

module.exports = { Atlas, Desk, PASSWORD, PEERS, SIREN, assert, end, firstLine, nameFile, requirePeer, run, start, test, until, writeFile };
