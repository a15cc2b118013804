// SPDX-License-Identifier: GPL-3.0-or-later
// The year's returns as JSON, read with the schema that is shipped, by a validator that we did not write.
'use strict';

const fs = require('fs');
const { Desk, assert, nameFile, requirePeer, run, test } = require('./harness.js');

const SCHEMA = process.argv[4];
const THIS_YEAR = new Date().getFullYear();
let sample;
let validate;

function read(desk, year) {
  const file = nameFile(`${desk.name}-${year}.json`);
  desk.ctl('returns', String(year), '-o', file);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function assertValid(document) {
  assert(validate(document), JSON.stringify(validate.errors, null, 2));
}

// Changes a copy, which then must not pass.
function assertRefused(document, spoil) {
  const copy = structuredClone(document);
  spoil(copy);
  assert(!validate(copy), `passes: ${spoil}`);
}

function findFigure(document, unit) {
  for (const table of document.tables)
    for (const figure of table.figures)
      if (figure !== null && figure.unit === unit) return figure;
  return assert.fail(`no figure of ${unit}`);
}

test('the schema is one', () => {
  const Ajv = requirePeer('ajv/dist/2020').default;
  validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false })
    .compile(JSON.parse(fs.readFileSync(SCHEMA, 'utf8')));
});

test('years with much and with nothing in them pass', () => {
  sample = new Desk('documents', { sample: true });
  for (const year of [1900, THIS_YEAR - 1, THIS_YEAR, THIS_YEAR + 5]) {
    const document = read(sample, year);
    assert.strictEqual(document.year, year);
    assertValid(document);
  }
  assertValid(read(new Desk('bare'), THIS_YEAR));
});

test('a table is as wide and as long as it says', () => {
  for (const { key, rows, columns, figures } of read(sample, THIS_YEAR).tables)
    assert.strictEqual(figures.length, rows.length * columns.length, key);
});

test('the records behind the figures are in the workspace', () => {
  const known = new Set(sample.sql('SELECT id FROM record').split('\n'));
  for (const table of read(sample, THIS_YEAR).tables)
    for (const figure of table.figures)
      for (const record of figure === null ? [] : figure.records) assert(known.has(record), `${figure.key}: ${record}`);
});

test('what is spoilt does not pass', () => {
  const document = read(sample, THIS_YEAR);
  assertRefused(document, (copy) => { delete copy.tables; });
  assertRefused(document, (copy) => { copy.year = '2026'; });
  assertRefused(document, (copy) => { copy.more = true; });
  assertRefused(document, (copy) => { copy.selection.country = 'Armenia'; });
  assertRefused(document, (copy) => { copy.tables[0].rows[0].level = -1; });
  assertRefused(document, (copy) => { findFigure(copy, 'count').value = 1.5; });
  assertRefused(document, (copy) => { findFigure(copy, 'count').unit = 'pieces'; });
  assertRefused(document, (copy) => { findFigure(copy, 'count').part = 1; });
  assertRefused(document, (copy) => { delete findFigure(copy, 'share').whole; });
  assertRefused(document, (copy) => { delete findFigure(copy, 'references').respondents; });
  assertRefused(document, (copy) => { findFigure(copy, 'count').records = ['Vienne']; });
});

run();
