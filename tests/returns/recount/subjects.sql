-- SPDX-License-Identifier: GPL-3.0-or-later
-- Partnerships, projects, departments and officials: how many, what the returns do not cover, and what holds them together.

INSERT INTO behind SELECT 'overview.partnerships', id FROM pact WHERE id IN running AND id IN chosen;
INSERT INTO behind SELECT 'overview.projects', id FROM work WHERE id IN running AND id IN chosen;
INSERT INTO behind SELECT 'overview.countries', id FROM pact WHERE id IN running AND id IN chosen AND json_array_length (countries) > 0;
INSERT INTO plain VALUES ('overview.partnerships'), ('overview.projects');
INSERT INTO figure (key, unit, value) SELECT 'overview.countries', 'count', count (DISTINCT e.value)
  FROM pact, json_each (pact.countries) e WHERE pact.id IN running AND pact.id IN chosen;

-- What was never sought for, whenever.
INSERT INTO behind SELECT 'coverage.partnerships', id FROM pact WHERE id IN running AND id IN chosen
  AND id NOT IN (SELECT root.top FROM ret JOIN root ON root.id = ret.subject WHERE stage = 'sought');
INSERT INTO share SELECT 'coverage.partnerships', count (*) FROM behind WHERE key = 'overview.partnerships';
INSERT INTO behind SELECT 'coverage.projects', id FROM work WHERE id IN running AND id IN chosen AND id NOT IN (SELECT subject FROM ret WHERE stage = 'sought');
INSERT INTO share SELECT 'coverage.projects', count (*) FROM behind WHERE key = 'overview.projects';

CREATE TEMP TABLE gave AS
  SELECT top AS id FROM fund JOIN root ON root.id = fund.project WHERE source = 'own' AND step = 'paid'
  UNION SELECT top FROM spent JOIN root ON root.id = spent.about WHERE days > 0
  UNION SELECT top FROM aid JOIN root ON root.id = aid.project WHERE amount > 0;
INSERT INTO behind SELECT 'coverage.one-way', id FROM gave WHERE id IN chosen AND id NOT IN (SELECT top FROM result);
INSERT INTO share SELECT 'coverage.one-way', count (*) FROM gave WHERE id IN chosen;

-- A department is busy when one below it is.
CREATE TEMP TABLE busy AS
  WITH RECURSIVE above (id) AS (SELECT department FROM spent UNION SELECT department FROM req
    UNION SELECT d.parent FROM above JOIN record r ON r.id = above.id JOIN department d USING (row))
  SELECT id FROM above WHERE id IS NOT NULL;
CREATE TEMP TABLE house AS
  SELECT r.id FROM department d JOIN record r USING (row), the WHERE r.id IS NOT the.own_department AND ((SELECT department FROM chosen_by) IS NULL OR r.id IN inside);
INSERT INTO behind SELECT 'coverage.departments', id FROM house WHERE id NOT IN busy;
INSERT INTO share SELECT 'coverage.departments', count (*) FROM house;
INSERT INTO behind SELECT 'coverage.officials', id FROM elected WHERE id NOT IN part;
INSERT INTO share SELECT 'coverage.officials', count (*) FROM elected;

-- The common thread: two projects of one theme or country hold together by a partnership or a department of both.
CREATE TEMP TABLE hand AS
  SELECT work.id, e.value AS hand FROM work, json_each (work.departments) e UNION SELECT id, operator FROM work WHERE operator LIKE 'department:%'
  UNION SELECT id, pact FROM work WHERE pact IS NOT NULL;
CREATE TEMP TABLE stands AS
  SELECT DISTINCT work.id, 'threads.theme.' || e.value AS place FROM work, json_each (work.themes) e WHERE work.id IN running AND work.id IN chosen
  UNION SELECT work.id, 'threads.country.' || e.value FROM work JOIN pact ON pact.id = work.pact, json_each (pact.countries) e WHERE work.id IN running AND work.id IN chosen;
INSERT INTO behind SELECT place || '.projects', id FROM stands;
INSERT INTO behind SELECT place || '.linked', id FROM stands WHERE EXISTS (SELECT 1 FROM stands b WHERE b.place = stands.place AND b.id <> stands.id
  AND EXISTS (SELECT 1 FROM hand x JOIN hand y USING (hand) WHERE x.id = stands.id AND y.id = b.id));
INSERT INTO behind SELECT place || '.apart', id FROM stands WHERE (SELECT count (*) FROM stands b WHERE b.place = stands.place) > 1
  AND NOT EXISTS (SELECT 1 FROM behind WHERE behind.key = place || '.linked' AND behind.id = stands.id);
INSERT INTO plain SELECT DISTINCT place || column1 FROM stands, (VALUES ('.projects'), ('.linked'), ('.apart'));

-- Last, the figures that follow from the records behind them.
INSERT INTO figure (key, unit, value) SELECT key, 'count', (SELECT count (*) FROM behind WHERE behind.key = plain.key) FROM plain;
INSERT INTO figure SELECT key, 'share', CASE WHEN whole > 0 THEN CAST (n AS REAL) / whole END, n, whole
  FROM (SELECT key, whole, (SELECT count (*) FROM behind WHERE behind.key = share.key) AS n FROM share);
