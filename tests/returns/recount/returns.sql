-- SPDX-License-Identifier: GPL-3.0-or-later
-- Returns by stage, scope and category; how far the stages agree; the way from one to the next; rationale and result.

-- What somebody proposed and nobody confirmed is no return yet.
CREATE TEMP TABLE ret AS
  SELECT r.id, t.subject, t.stage, t.scope, coalesce (t.categories, '[]') AS categories,
    t.measure IS 'qualitative' OR (t.measure IS NOT NULL AND t.value IS NOT NULL) AS is_measured,
    t.evidence IS NOT NULL OR t."proved-by" IS NOT NULL AS is_proved,
    t.year = the.year AND t.subject IN chosen AS counts
  FROM "return" t JOIN record r USING (row), the WHERE t."proposed-by" IS NULL OR t."confirmed-on" IS NOT NULL;
CREATE TEMP TABLE said AS
  SELECT DISTINCT ret.id, e.value AS category, n.nature, n.scope AS about FROM ret, json_each (ret.categories) e LEFT JOIN nature n ON n.category = e.value;

CREATE TEMP TABLE goes AS
  WITH RECURSIVE lead (src, dst) AS (SELECT r.id, e.value FROM "return" t JOIN record r USING (row), json_each (t.answers) e
      WHERE r.id IN (SELECT id FROM ret) AND e.value IN (SELECT id FROM ret)),
    way (src, dst) AS (SELECT src, dst FROM lead UNION SELECT way.src, lead.dst FROM way JOIN lead ON lead.src = way.dst)
  SELECT src, dst, a.stage AS src_stage, b.stage AS dst_stage FROM way JOIN ret a ON a.id = src JOIN ret b ON b.id = dst;

CREATE TEMP TABLE economic AS SELECT DISTINCT id FROM said WHERE nature = 'economic';
CREATE TEMP TABLE social AS SELECT DISTINCT id FROM said WHERE nature = 'socio-cultural';
CREATE TEMP TABLE was_sought AS SELECT DISTINCT src AS id FROM goes WHERE dst_stage = 'sought';
CREATE TEMP TABLE was_sought_economic AS SELECT DISTINCT src AS id FROM goes WHERE dst_stage = 'sought' AND dst IN economic;
CREATE TEMP TABLE was_obtained AS SELECT DISTINCT dst AS id FROM goes WHERE src_stage = 'actual';
CREATE TEMP TABLE was_heard_of AS SELECT DISTINCT dst AS id FROM goes WHERE src_stage = 'announced';
CREATE TEMP TABLE was_announced AS
  SELECT DISTINCT src AS id FROM goes WHERE dst_stage = 'announced' OR (dst_stage = 'sought' AND dst IN was_heard_of);

-- The matrix. Each place in it has the categories that lead there; * is any, ? is none of the scope's own.
CREATE TEMP TABLE place (path, scope, category);
INSERT INTO place VALUES ('', 'territory', '*'), ('', 'authority', '*'), ('.territory', 'territory', '*'), ('.authority', 'authority', '*'),
  ('.territory.unclassified', 'territory', '?'), ('.authority.unclassified', 'authority', '?'),
  ('.territory.unclassified', 'territory', 'unclassified'), ('.authority.unclassified', 'authority', 'unclassified');
INSERT INTO place SELECT '.' || scope || '.' || nature, scope, category FROM nature;
INSERT INTO place SELECT '.' || scope || '.' || nature || '.' || category, scope, category FROM nature;
INSERT INTO place SELECT '.territory.non-economic', scope, category FROM nature WHERE scope = 'territory' AND nature <> 'economic';

CREATE TEMP TABLE cell (key, id, subject);
INSERT INTO cell SELECT DISTINCT 'returns.' || stage || path, ret.id, ret.subject FROM ret JOIN place USING (scope)
  WHERE counts AND CASE category WHEN '*' THEN TRUE WHEN '?' THEN NOT EXISTS (SELECT 1 FROM said WHERE said.id = ret.id AND said.about = ret.scope)
                   ELSE EXISTS (SELECT 1 FROM said WHERE said.id = ret.id AND said.category = place.category) END;
INSERT INTO behind SELECT key, id FROM cell;
INSERT INTO figure SELECT 'returns.' || stage || path, 'references', count (cell.id), count (cell.id), count (DISTINCT cell.subject)
  FROM (SELECT 'sought' AS stage UNION SELECT 'announced' UNION SELECT 'actual'), (SELECT DISTINCT path FROM place)
  LEFT JOIN cell ON cell.key = 'returns.' || stage || path GROUP BY stage, path;

-- How the stages agree: which returns are asked, and which of them have it.
CREATE TEMP TABLE asked_of (gap, id, has, scope);
INSERT INTO asked_of
  SELECT 'coincidence', id, id IN was_sought, scope FROM ret WHERE counts AND stage = 'actual'
  UNION ALL SELECT 'unexpected', id, id NOT IN was_sought, scope FROM ret WHERE counts AND stage = 'actual'
  UNION ALL SELECT 'unannounced', id, id NOT IN was_announced, scope FROM ret WHERE counts AND stage = 'actual'
  UNION ALL SELECT 'vague', id, NOT (is_measured AND is_proved), scope FROM ret WHERE counts AND stage = 'actual'
  UNION ALL SELECT 'nature-shift', id, id NOT IN economic AND id IN social, scope FROM ret WHERE counts AND stage = 'actual' AND id IN was_sought_economic
  UNION ALL SELECT 'fulfilment', id, id IN was_obtained, scope FROM ret WHERE counts AND stage = 'sought'
  UNION ALL SELECT 'baseless', id, id NOT IN was_sought AND id NOT IN was_obtained, scope FROM ret WHERE counts AND stage = 'announced'
  UNION ALL SELECT 'vague-goals', id, NOT is_measured, scope FROM ret WHERE counts AND stage IN ('sought', 'announced');
CREATE TEMP TABLE side (suffix, scope);
INSERT INTO side VALUES ('', 'territory'), ('', 'authority'), ('.territory', 'territory'), ('.authority', 'authority');
INSERT INTO behind SELECT gap || suffix, id FROM asked_of JOIN side USING (scope) WHERE has;
INSERT INTO share SELECT all_gaps.column1 || suffix, count (asked_of.id)
  FROM (VALUES ('coincidence'), ('unexpected'), ('unannounced'), ('vague'), ('nature-shift'), ('fulfilment'), ('baseless'), ('vague-goals')) AS all_gaps
  JOIN side LEFT JOIN asked_of ON asked_of.gap = all_gaps.column1 AND asked_of.scope = side.scope GROUP BY all_gaps.column1, suffix;

CREATE TEMP TABLE shifted AS
  SELECT subject AS id, max (id IN economic) AS economic, max (id IN social) AS social FROM ret
  WHERE counts AND stage = 'actual' AND subject IN (SELECT subject FROM ret WHERE stage = 'sought' AND id IN economic) GROUP BY subject;
INSERT INTO behind SELECT 'nature-shift-projects', id FROM shifted WHERE social AND NOT economic;
INSERT INTO share SELECT 'nature-shift-projects', count (*) FROM shifted;

-- The way from one stage to the next.
CREATE TEMP TABLE station (key, stage, is_sought, is_heard_of, is_announced, is_obtained);
INSERT INTO station VALUES
  ('flow.sought-announced-obtained', 'sought', NULL, TRUE, NULL, TRUE), ('flow.sought-obtained', 'sought', NULL, FALSE, NULL, TRUE),
  ('flow.sought-announced', 'sought', NULL, TRUE, NULL, FALSE), ('flow.sought-only', 'sought', NULL, FALSE, NULL, FALSE),
  ('flow.announced-obtained', 'announced', FALSE, NULL, NULL, TRUE), ('flow.announced-only', 'announced', FALSE, NULL, NULL, FALSE),
  ('flow.actual-only', 'actual', FALSE, NULL, FALSE, NULL);
INSERT INTO behind SELECT key || suffix, ret.id FROM ret JOIN side USING (scope) JOIN station USING (stage)
  WHERE counts AND coalesce (is_sought = (ret.id IN was_sought), TRUE) AND coalesce (is_heard_of = (ret.id IN was_heard_of), TRUE)
    AND coalesce (is_announced = (ret.id IN was_announced), TRUE) AND coalesce (is_obtained = (ret.id IN was_obtained), TRUE);
INSERT INTO plain SELECT DISTINCT key || suffix FROM station, side;

-- What came back, by what the partnership is for.
CREATE TEMP TABLE aim AS
  SELECT id, (SELECT group_concat (value, ' ' ORDER BY value) FROM (SELECT DISTINCT value FROM json_each (pact.poles))) AS poles FROM pact;
CREATE TEMP TABLE result AS
  SELECT ret.id, root.top, ret.scope,
    CASE WHEN aim.id IS NULL THEN 'outside' WHEN aim.poles IS NULL THEN 'none' ELSE coalesce (letter.letter, 'combination') END AS why,
    CASE WHEN ret.scope = 'authority' THEN 'authority' WHEN ret.id IN economic THEN 'economic' ELSE 'other' END AS what
  FROM ret JOIN root ON root.id = ret.subject LEFT JOIN aim ON aim.id = root.top LEFT JOIN letter ON letter.poles = aim.poles
  WHERE counts AND stage = 'actual';
INSERT INTO behind SELECT 'obtained.' || why || '.' || what, id FROM result;
INSERT INTO plain SELECT 'obtained.' || column1 || '.' || what
  FROM (SELECT letter AS column1 FROM letter UNION VALUES ('combination'), ('none'), ('outside')),
    (SELECT 'economic' AS what UNION SELECT 'other' UNION SELECT 'authority');

CREATE TEMP TABLE aiming AS SELECT DISTINCT pact.id, e.value AS pole FROM pact, json_each (pact.poles) e WHERE pact.id IN running AND pact.id IN chosen;
INSERT INTO behind SELECT DISTINCT 'fit.' || pole, aiming.id FROM aiming JOIN result ON result.top = aiming.id AND result.scope = aiming.pole;
INSERT INTO share SELECT 'fit.authority', count (*) FROM aiming WHERE pole = 'authority' UNION ALL SELECT 'fit.territory', count (*) FROM aiming WHERE pole = 'territory';

INSERT INTO behind SELECT 'rationale.' || CASE WHEN aim.poles IS NULL THEN 'none' ELSE coalesce (letter.letter, 'other') END, aim.id
  FROM aim LEFT JOIN letter USING (poles) WHERE aim.id IN running AND aim.id IN chosen;
INSERT INTO plain SELECT 'rationale.' || letter FROM letter UNION VALUES ('rationale.other'), ('rationale.none');
