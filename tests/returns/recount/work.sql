-- SPDX-License-Identifier: GPL-3.0-or-later
-- The time that people gave, and what departments were asked for.

CREATE TEMP TABLE holiday (day);
INSERT INTO holiday SELECT year || column1 FROM the, (VALUES ('-01-01'), ('-05-01'), ('-05-08'), ('-07-14'), ('-08-15'), ('-11-01'), ('-11-11'), ('-12-25'));
-- Easter Monday, Ascension and Whit Monday, as the calendar has them.
INSERT INTO holiday VALUES ('2024-04-01'), ('2024-05-09'), ('2024-05-20'), ('2025-04-21'), ('2025-05-29'), ('2025-06-09'),
  ('2026-04-06'), ('2026-05-14'), ('2026-05-25');
CREATE TEMP TABLE work_day AS
  WITH RECURSIVE days (day) AS (SELECT first FROM the UNION ALL SELECT date (day, '+1 day') FROM days WHERE day < (SELECT last FROM the))
  SELECT day FROM days WHERE strftime ('%w', day) NOT IN ('0', '6') AND day NOT IN (SELECT day FROM holiday);

-- A share of a post goes on until it is said to end; all else is of one day.
CREATE TEMP TABLE inv AS
  SELECT r.id, t.person, t.kind, t.language, t.amount, t.unit, t."from" AS since,
    coalesce (t."to", CASE t.unit WHEN 'percent' THEN the.last ELSE t."from" END) AS until, t."confirmed-on" AS confirmed,
    coalesce (t."daily-cost", (SELECT CAST (s.value AS INTEGER) FROM role o JOIN setting s ON s.name = 'daily-rate-' || o.category WHERE o.person = t.person
      AND (o.start IS NULL OR o.start <= substr (t."from", 1, length (o.start))) AND (o."end" IS NULL OR o."end" >= substr (t."from", 1, length (o."end")))
      ORDER BY o.start DESC LIMIT 1)) AS rate,
    (SELECT department FROM worked w WHERE w.person = t.person AND w.day = t."from") AS department,
    coalesce ((SELECT id FROM home WHERE event = t.subject), t.subject) AS about,
    coalesce ((SELECT is_free FROM home WHERE event = t.subject), FALSE) AS is_free
  FROM involvement t JOIN record r USING (row), the;
CREATE TEMP TABLE part AS
  SELECT person AS id FROM inv, the WHERE since <= last AND until >= first AND (about IN chosen OR (is_free AND (SELECT department FROM chosen_by) IS NULL))
  UNION SELECT e.value FROM visit, json_each (visit.participants) e;
CREATE TEMP TABLE spent AS
  SELECT inv.*, CASE unit
      WHEN 'percent' THEN amount / 100 * ((SELECT count (*) FROM work_day WHERE day BETWEEN since AND until)
        * coalesce (days_a_year, (SELECT count (*) FROM work_day)) / (SELECT count (*) FROM work_day))
      ELSE amount / CASE unit WHEN 'hours' THEN hours ELSE 1 END * (julianday (min (until, last)) - julianday (max (since, first)) + 1)
        / (julianday (until) - julianday (since) + 1) END AS days
  FROM inv, the WHERE since <= last AND until >= first AND (about IN broad OR is_free)
    AND ((SELECT department FROM chosen_by) IS NULL OR department IN inside);

-- In all, and by department, kind and language.
CREATE TEMP TABLE tally (prefix, id, person, days, cost);
INSERT INTO tally SELECT 'involvement', id, person, days, round (days * coalesce (rate, 0)) FROM spent;
INSERT INTO tally SELECT 'involvement.department.' || coalesce (department, 'none'), id, person, days, round (days * coalesce (rate, 0)) FROM spent;
INSERT INTO tally SELECT 'involvement.kind.' || coalesce (kind, 'none'), id, person, days, round (days * coalesce (rate, 0)) FROM spent;
INSERT INTO tally SELECT 'involvement.language.' || CASE language WHEN 'German' THEN 'de' ELSE language END, id, person, days, round (days * coalesce (rate, 0))
  FROM spent WHERE language IS NOT NULL;
INSERT INTO behind SELECT DISTINCT prefix || '.people', person FROM tally;
INSERT INTO behind SELECT prefix || '.days', id FROM tally;
INSERT INTO behind SELECT prefix || '.cost', id FROM tally;
INSERT INTO plain SELECT 'involvement.people' UNION SELECT prefix || '.people' FROM tally;
INSERT INTO figure (key, unit, value) SELECT prefix || '.days', 'days', sum (days) FROM tally GROUP BY prefix;
INSERT INTO figure (key, unit, value) SELECT prefix || '.cost', 'euro-cents', sum (cost) FROM tally GROUP BY prefix;
INSERT OR IGNORE INTO figure (key, unit, value) VALUES ('involvement.days', 'days', 0), ('involvement.cost', 'euro-cents', 0);

INSERT INTO behind SELECT DISTINCT 'involvement.officials', person FROM spent WHERE person IN elected;
INSERT INTO behind SELECT 'involvement.uncosted', id FROM spent WHERE rate IS NULL;
INSERT INTO behind SELECT 'involvement.unconfirmed', id FROM spent WHERE confirmed IS NULL;
INSERT INTO plain VALUES ('involvement.officials'), ('involvement.uncosted'), ('involvement.unconfirmed');

-- Requests that were sent in the year.
CREATE TEMP TABLE req AS
  SELECT * FROM (SELECT r.id, t.state, t.obstacles, julianday (t."answered-on") - julianday (t."asked-on") AS wait,
      CASE WHEN t.asked IN (SELECT id FROM record WHERE type = 'department') THEN t.asked
        ELSE (SELECT department FROM worked w WHERE w.person = t.asked AND w.day = t."asked-on") END AS department
    FROM mobilisation t JOIN record r USING (row), the WHERE t."asked-on" BETWEEN first AND last AND t.state IS NOT 'draft' AND t.project IN broad)
  WHERE (SELECT department FROM chosen_by) IS NULL OR department IN inside;
INSERT INTO behind SELECT 'mobilisation.asked', id FROM req;
INSERT INTO behind SELECT CASE WHEN state IN ('accepted', 'done') THEN 'mobilisation.accepted' WHEN state = 'declined' THEN 'mobilisation.declined'
  ELSE 'mobilisation.waiting' END, id FROM req;
INSERT INTO plain VALUES ('mobilisation.asked');
INSERT INTO share SELECT column1, (SELECT count (*) FROM req) FROM (VALUES ('mobilisation.accepted'), ('mobilisation.declined'), ('mobilisation.waiting'));

CREATE TEMP TABLE answered AS SELECT id, wait, row_number () OVER (ORDER BY wait) AS i, count (*) OVER () AS n FROM req WHERE wait >= 0;
INSERT INTO behind SELECT column1, id FROM answered, (VALUES ('mobilisation.median-wait'), ('mobilisation.longest-wait'));
INSERT INTO figure (key, unit, value) SELECT 'mobilisation.median-wait', 'days', avg (wait) FROM answered WHERE i IN ((n + 1) / 2, (n + 2) / 2);
INSERT INTO figure (key, unit, value) SELECT 'mobilisation.longest-wait', 'days', max (wait) FROM answered;

INSERT INTO behind SELECT DISTINCT 'obstacles.' || e.value, req.id FROM req, json_each (req.obstacles) e;
INSERT INTO plain SELECT 'obstacles.' || column1
  FROM (VALUES ('time'), ('staff'), ('budget'), ('language'), ('hierarchy'), ('asked-late'), ('perception'), ('other'));
