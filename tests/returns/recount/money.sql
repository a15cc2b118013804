-- SPDX-License-Identifier: GPL-3.0-or-later
-- The international budget, and what went out beside what came back.

CREATE TEMP TABLE fund AS
  SELECT r.id, t.project, t.form, coalesce (t.source, CASE WHEN t.funder = own THEN 'own' ELSE 'unknown' END) AS source, step.column1 AS step,
    CASE step.column1 WHEN 'planned' THEN t.planned WHEN 'committed' THEN t.committed ELSE t.paid END AS cents
  FROM funding t JOIN record r USING (row), the, (VALUES ('planned'), ('committed'), ('paid')) AS step
  WHERE t.project IN chosen AND (t.year = the.year OR (t.year IS NULL AND substr (t."paid-on", 1, 4) = '' || the.year));
DELETE FROM fund WHERE cents IS NULL OR cents <= 0;

CREATE TEMP TABLE step AS
  SELECT column1 AS step, (SELECT total (cents) FROM fund WHERE fund.step = column1) AS cents,
    (SELECT total (cents) FROM fund WHERE fund.step = column1 AND source = 'own') AS own,
    (SELECT total (cents) FROM fund WHERE fund.step = column1 AND source NOT IN ('own', 'unknown')) AS others,
    (SELECT total (cents) FROM fund WHERE fund.step = column1 AND form = 'in-kind') AS in_kind
  FROM (VALUES ('planned'), ('committed'), ('paid'));

INSERT INTO behind SELECT 'budget.' || source || '.' || step, id FROM fund;
INSERT INTO behind SELECT 'budget.' || column1 || '.' || step, id FROM fund, (VALUES ('total'), ('leverage'));
INSERT INTO behind SELECT 'budget.in-kind.' || step, id FROM fund WHERE form = 'in-kind';
INSERT INTO figure (key, unit, value) SELECT 'budget.total.' || step, 'euro-cents', cents FROM step;
INSERT INTO figure (key, unit, value) SELECT 'budget.' || column1 || '.' || step, 'euro-cents',
    (SELECT total (cents) FROM fund WHERE fund.source = column1 AND fund.step = step.step)
  FROM step, (VALUES ('own'), ('ministry'), ('european-union'), ('other-public'), ('private'), ('partner'), ('unknown'));
INSERT INTO figure (key, unit, value) SELECT 'budget.leverage.' || step, 'ratio', CASE WHEN own > 0 THEN others / own END FROM step;
INSERT INTO figure SELECT 'budget.in-kind.' || step, 'proportion', CASE WHEN cents > 0 THEN in_kind / cents END, in_kind, cents FROM step;

CREATE TEMP TABLE aid AS
  SELECT r.id, t.project, t.amount FROM payment t JOIN record r USING (row), the, chosen_by c WHERE t."paid-on" BETWEEN first AND last
    AND (t.project IN chosen OR (t.project IS NULL AND c.theme IS NULL AND c.partnership IS NULL AND c.department IS NULL AND c.official IS NULL
      AND c.kind IS NULL AND (c.country IS NULL OR t.country IS c.country)));
INSERT INTO behind SELECT 'reciprocity.aid.out', id FROM aid;
INSERT INTO figure (key, unit, value) SELECT 'reciprocity.aid.out', 'euro-cents', total (amount) FROM aid;
INSERT INTO behind SELECT CASE kind WHEN 'mission' THEN 'reciprocity.visits.out' ELSE 'reciprocity.visits.back' END, event FROM visit WHERE kind IN ('mission', 'hosting');
INSERT INTO plain VALUES ('reciprocity.visits.out'), ('reciprocity.visits.back'), ('reciprocity.territory.back'), ('reciprocity.authority.back');

INSERT INTO behind SELECT 'reciprocity.money.' || CASE source WHEN 'own' THEN 'out' ELSE 'back' END, id FROM fund WHERE step = 'paid' AND source IN ('own', 'partner');
INSERT INTO figure (key, unit, value) SELECT 'reciprocity.money.out', 'euro-cents', total (cents) FROM fund WHERE step = 'paid' AND source = 'own';
INSERT INTO figure (key, unit, value) SELECT 'reciprocity.money.back', 'euro-cents', total (cents) FROM fund WHERE step = 'paid' AND source = 'partner';
INSERT INTO behind SELECT 'reciprocity.time.out', id FROM spent;
INSERT INTO figure (key, unit, value) SELECT 'reciprocity.time.out', 'days', total (days) FROM spent;
INSERT INTO behind SELECT 'reciprocity.' || scope || '.back', id FROM ret WHERE counts AND stage = 'actual';
