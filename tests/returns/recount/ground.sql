-- SPDX-License-Identifier: GPL-3.0-or-later
-- What all figures stand on: the words of the lists, and what belongs to the year and to the selection. The table
-- chosen_by (year, theme, country, partnership, department, official, kind) has one row and is there already.

CREATE TEMP TABLE nature (scope, nature, category);
INSERT INTO nature VALUES
  ('territory', 'economic', 'jobs'), ('territory', 'economic', 'business'), ('territory', 'economic', 'attractiveness'),
  ('territory', 'economic', 'student-mobility'), ('territory', 'economic', 'ngo-jobs'),
  ('territory', 'socio-cultural', 'cultural-opening'), ('territory', 'socio-cultural', 'living-together'), ('territory', 'socio-cultural', 'diasporas'),
  ('territory', 'network', 'local-actors'), ('territory', 'network', 'local-skills'),
  ('authority', 'practices', 'agents'), ('authority', 'practices', 'departments'), ('authority', 'practices', 'public-policy'),
  ('authority', 'practices', 'officials'), ('authority', 'visibility', 'influence-home'), ('authority', 'visibility', 'influence-abroad'),
  ('authority', 'resources', 'co-funding'), ('authority', 'resources', 'other-resources');

-- The study's letters, and the poles that each stands for, in the order of the alphabet.
CREATE TEMP TABLE letter (letter, poles);
INSERT INTO letter VALUES
  ('A', 'authority partner territory'), ('B', 'all-territories'), ('C', 'partner'), ('D', 'all-territories authority'), ('E', 'partner territory'),
  ('F', 'all-territories territory'), ('G', 'authority'), ('H', 'territory'), ('I', 'authority territory'), ('J', 'authority partner'),
  ('K', 'all-territories authority territory');

-- What is found: the figures, and the records behind each.
CREATE TEMP TABLE figure (key TEXT PRIMARY KEY, unit TEXT NOT NULL, value REAL, part INTEGER NOT NULL DEFAULT 0, whole INTEGER NOT NULL DEFAULT 0);
CREATE TEMP TABLE behind (key TEXT, id TEXT, PRIMARY KEY (key, id)) WITHOUT ROWID;
-- Figures that are the number of the records behind them; and shares, with the number that they are a share of.
CREATE TEMP TABLE plain (key TEXT PRIMARY KEY);
CREATE TEMP TABLE share (key TEXT PRIMARY KEY, whole INTEGER NOT NULL);

CREATE TEMP TABLE the (year, first, last, own, own_department, hours, days_a_year);
INSERT INTO the SELECT year, year || '-01-01', year || '-12-31', (SELECT value FROM setting WHERE name = 'own-authority'),
  (SELECT value FROM setting WHERE name = 'own-department'), coalesce ((SELECT CAST (value AS REAL) FROM setting WHERE name = 'hours-per-day'), 7.0),
  (SELECT CAST (value AS REAL) FROM setting WHERE name = 'days-per-year') FROM chosen_by;

-- Where people work: of several posts the latest that covers the day, or else the latest of all.
CREATE TEMP TABLE post AS SELECT person, body, coalesce (start, '') AS start, "end" FROM role
  WHERE body IN (SELECT id FROM record WHERE type = 'department');
CREATE TEMP TABLE worked AS
  SELECT person, day, department FROM (SELECT needed.person, day, body AS department, row_number () OVER (PARTITION BY needed.person, day ORDER BY
      start <= substr (day, 1, length (start)) AND coalesce ("end" >= substr (day, 1, length ("end")), TRUE) DESC, start DESC) AS place
    FROM (SELECT person, "from" AS day FROM involvement UNION SELECT asked, "asked-on" FROM mobilisation) AS needed JOIN post USING (person))
  WHERE place = 1;

-- The department of the selection, and those below it.
CREATE TEMP TABLE inside AS
  WITH RECURSIVE below (id) AS (SELECT department FROM chosen_by WHERE department IS NOT NULL
    UNION SELECT r.id FROM below JOIN department d ON d.parent = below.id JOIN record r USING (row))
  SELECT id FROM below;

-- The projects that are its business.
CREATE TEMP TABLE concerned AS
  SELECT r.id FROM project p JOIN record r USING (row) WHERE p.operator IN inside
    OR EXISTS (SELECT 1 FROM json_each (p.departments) e WHERE e.value IN inside)
    OR EXISTS (SELECT 1 FROM mobilisation m WHERE m.project = r.id
      AND (m.asked IN inside OR (SELECT department FROM worked w WHERE w.person = m.asked AND w.day = m."asked-on") IN inside));

-- Partnerships and projects: whether they go on in the year, and which parts of the selection they meet.
CREATE TEMP TABLE pact AS
  SELECT r.id, p.poles, p.countries,
    c.theme IS NULL OR EXISTS (SELECT 1 FROM json_each (p.themes) e WHERE e.value = c.theme) AS theme,
    c.country IS NULL OR EXISTS (SELECT 1 FROM json_each (p.countries) e WHERE e.value = c.country)
      OR EXISTS (SELECT 1 FROM json_each (p.partners) e JOIN record x ON x.id = e.value LEFT JOIN authority a ON a.row = x.row
        LEFT JOIN organisation o ON o.row = x.row WHERE c.country IN (a.country, o.country)) AS country,
    (c.official IS NULL OR p.official IS c.official) AND (c.kind IS NULL OR p.kind IS c.kind) AS led,
    CAST (substr (p.start, 1, 4) AS INTEGER) AS since, CAST (substr (p."end", 1, 4) AS INTEGER) AS until,
    p.status IS 'ended' AS is_over, p.status IS 'negotiating' AS is_to_come, FALSE AS is_given_up
  FROM partnership p JOIN record r USING (row), chosen_by c;
CREATE TEMP TABLE work AS
  SELECT r.id, p.partnership AS pact, coalesce (p.themes, (SELECT q.themes FROM record x JOIN partnership q USING (row) WHERE x.id = p.partnership)) AS themes,
    p.operator, p.departments,
    CASE WHEN p.themes IS NOT NULL THEN c.theme IS NULL OR EXISTS (SELECT 1 FROM json_each (p.themes) e WHERE e.value = c.theme)
      ELSE coalesce ((SELECT pact.theme FROM pact WHERE pact.id = p.partnership), c.theme IS NULL) END AS theme,
    coalesce ((SELECT pact.country FROM pact WHERE pact.id = p.partnership), c.country IS NULL) AS country,
    coalesce ((SELECT pact.led FROM pact WHERE pact.id = p.partnership), c.official IS NULL AND c.kind IS NULL) AS led,
    CAST (substr (coalesce (p.start, p."planned-start"), 1, 4) AS INTEGER) AS since,
    CAST (substr (coalesce (p."end", p."planned-end"), 1, 4) AS INTEGER) AS until,
    p.status IS 'completed' AS is_over, p.status IS 'planned' AS is_to_come, p.status IS 'abandoned' AS is_given_up
  FROM project p JOIN record r USING (row), chosen_by c;

-- Without an end, what is said to be over went on in the year that it began in alone.
CREATE TEMP TABLE running AS
  SELECT id FROM (SELECT id, since, until, is_over, is_to_come, is_given_up FROM pact
                  UNION ALL SELECT id, since, until, is_over, is_to_come, is_given_up FROM work), the
  WHERE NOT is_given_up AND coalesce (since <= year, TRUE) AND coalesce (until >= year, TRUE)
    AND NOT (since IS NULL AND is_to_come) AND NOT (until IS NULL AND is_over AND since IS NOT year);

-- All of the selection but its department; then all of it.
CREATE TEMP TABLE broad AS
  SELECT id FROM pact, chosen_by c WHERE led AND pact.theme AND pact.country AND (c.partnership IS NULL OR id = c.partnership)
  UNION ALL SELECT id FROM work, chosen_by c WHERE led AND work.theme AND work.country AND (c.partnership IS NULL OR pact = c.partnership);
CREATE TEMP TABLE chosen AS
  SELECT id FROM broad WHERE (SELECT department FROM chosen_by) IS NULL OR id IN concerned
    OR EXISTS (SELECT 1 FROM work WHERE work.pact = broad.id AND work.id IN concerned);

-- The partnership of a project, or the project itself where it has none.
CREATE TEMP TABLE root AS SELECT id, id AS top FROM pact UNION ALL SELECT id, coalesce (pact, id) FROM work;

-- What an event belongs to; one that belongs to nothing stands for itself, by its country.
CREATE TEMP TABLE home AS
  SELECT r.id AS event, coalesce (t.subject, r.id) AS id,
    t.subject IS NULL AND c.theme IS NULL AND c.partnership IS NULL AND c.official IS NULL AND c.kind IS NULL AND (c.country IS NULL OR t.country IS c.country) AS is_free,
    t.kind, t.participants, t.start <= the.last AND coalesce (t."end", t.start) >= the.first AS of_year
  FROM event t JOIN record r USING (row), chosen_by c, the;
CREATE TEMP VIEW visit AS SELECT event, kind, participants FROM home
  WHERE of_year AND (id IN chosen OR (is_free AND (SELECT department FROM chosen_by) IS NULL));

-- Elected officials of the year; of any French authority where nobody has said which one is ours.
CREATE TEMP TABLE elected AS
  SELECT DISTINCT person AS id FROM role, the WHERE kind = 'elected' AND coalesce (substr (start, 1, 4) <= '' || year, TRUE)
    AND coalesce (substr ("end", 1, 4) >= '' || year, TRUE)
    AND CASE WHEN own IS NOT NULL THEN body = own ELSE body IN (SELECT r.id FROM authority a JOIN record r USING (row) WHERE a.country = 'FR') END;
