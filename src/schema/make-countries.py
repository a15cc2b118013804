#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the tables of countries or of languages as C, from Debian's iso-codes.

usage: make-countries.py countries|languages ISO-CODES-PREFIX OUTPUT

The codes and the English names come from PREFIX/share/iso-codes/json, the
French names from PREFIX/share/locale/fr. What is put right by hand below is
put right for display only: the names iso-codes gives stay known as aliases.
"""

import gettext
import json
import re
import sys
from pathlib import Path

# ISO's list is made for sorting ("Palestine, State of"), people's is not; and
# a few French names in iso-codes are not the usual ones.
COUNTRY_NAMES = {
    'AX': ('Åland Islands', 'Îles Åland'),
    'BN': ('Brunei', 'Brunei'),
    'BY': ('Belarus', 'Biélorussie'),
    'CC': ('Cocos (Keeling) Islands', 'Îles Cocos (Keeling)'),
    'CD': ('Democratic Republic of the Congo', 'République démocratique du Congo'),
    'CX': ('Christmas Island', 'Île Christmas'),
    'FK': ('Falkland Islands', 'Îles Malouines'),
    'FM': ('Micronesia', 'Micronésie'),
    'GF': ('French Guiana', 'Guyane'),
    'GL': ('Greenland', 'Groenland'),
    'LR': ('Liberia', 'Liberia'),
    'MO': ('Macao', 'Macao'),
    'MU': ('Mauritius', 'Maurice'),
    'PS': ('Palestine', 'Palestine'),
    'RE': ('Réunion', 'La Réunion'),
    'RU': ('Russia', 'Russie'),
    'SB': ('Solomon Islands', 'Îles Salomon'),
    'TT': ('Trinidad and Tobago', 'Trinité-et-Tobago'),
    'VA': ('Vatican City', 'Vatican'),
    'VE': ('Venezuela', 'Venezuela'),
    'VG': ('British Virgin Islands', 'Îles Vierges britanniques'),
    'VI': ('United States Virgin Islands', 'Îles Vierges des États-Unis'),
}

# Kosovo has no ISO 3166-1 code; XK and XKX are from the ranges that ISO leaves
# to users, and are what the European Union and the World Bank use.
USER_ASSIGNED = [('XK', 'XKX', 'Kosovo', 'Kosovo')]

LANGUAGE_NAMES = {
    'ben': ('Bengali', 'Bengali'),
    'bih': ('Bihari', 'Bihari'),
    'buc': ('Kibushi', 'Kibouchi'),
    'chu': ('Church Slavonic', 'Slavon d’église'),
    'crs': ('Seychelles Creole', 'Créole seychellois'),
    'dhv': ('Drehu', 'Drehu'),
    'ell': ('Greek', 'Grec'),
    'fuf': ('Pular (Fouta Djallon)', 'Poular (Fouta-Djalon)'),
    'gla': ('Scottish Gaelic', 'Gaélique écossais'),
    'gsw': ('Alsatian (Alemannic)', 'Alsacien (alémanique)'),
    'guj': ('Gujarati', 'Gujarati'),
    'hat': ('Haitian Creole', 'Créole haïtien'),
    'ina': ('Interlingua', 'Interlingua'),
    'kal': ('Greenlandic', 'Groenlandais'),
    'kan': ('Kannada', 'Kannada'),
    'kea': ('Cape Verdean Creole', 'Créole capverdien'),
    'lim': ('Limburgish', 'Limbourgeois'),
    'lub': ('Luba-Katanga', 'Luba-Katanga'),
    'mfe': ('Mauritian Creole', 'Créole mauricien'),
    'mos': ('Mooré', 'Moré'),
    'nno': ('Norwegian Nynorsk', 'Norvégien nynorsk'),
    'nob': ('Norwegian Bokmål', 'Norvégien bokmål'),
    'nrf': ('Norman', 'Normand'),
    'oci': ('Occitan', 'Occitan'),
    'pov': ('Guinea-Bissau Creole', 'Créole de Guinée-Bissau'),
    'pus': ('Pashto', 'Pachto'),
    'ron': ('Romanian', 'Roumain'),
    'spa': ('Spanish', 'Espagnol'),
    'swa': ('Swahili', 'Swahili'),
    'swb': ('Shimaore', 'Shimaoré'),
    'ton': ('Tongan', 'Tongien'),
    'uzb': ('Uzbek', 'Ouzbek'),
    'vls': ('West Flemish', 'Flamand occidental'),
    'yue': ('Cantonese', 'Cantonais'),
}

# Languages without a two-letter code that people in these units speak: the
# languages of France, and those of the countries its authorities work with most.
REGIONAL_LANGUAGES = """
    gsw vls frp pcd nrf fsl rom lad kab gcf gcr rcf acf wls fud swb buc
    dhv nen iai pri ane aji mrq mqm pmt mrv
    ary arq aeb arz apc shi rif tzm zgh
    dyu mos snk srr fon kbp bci sus dje fuf kea pov mfe crs zdj
    prs ckb kmr cmn yue
""".split()


def load(prefix, domain):
    """The entries of one standard, and its French catalogue."""
    number = domain.removeprefix('iso_')
    path = prefix / 'share/iso-codes/json' / f'{domain}.json'
    entries = json.loads(path.read_text(encoding='utf-8'))[number]
    french = gettext.translation(domain, prefix / 'share/locale', ['fr'])
    return entries, french.gettext


def typographic(name):
    return name.replace("'", '’')


def quoted(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def table(name, columns, rows):
    lines = ['  { ' + ', '.join(quoted(cell) for cell in row) + ' },\n' for row in rows]
    return f'static const {columns} {name}[] = {{\n' + ''.join(lines) + '};\n'


def countries(prefix):
    entries, french = load(prefix, 'iso_3166-1')
    rows, aliases = list(USER_ASSIGNED), set()
    for entry in entries:
        code = entry['alpha_2']
        short = entry.get('common_name', entry['name'])
        names = COUNTRY_NAMES.get(code, (short, french(short)))
        rows.append((code, entry['alpha_3'], *map(typographic, names)))
        for key in ('name', 'common_name', 'official_name'):
            if key in entry:
                aliases |= {(typographic(said), code) for said in (entry[key], french(entry[key]))}
    aliases -= {(name, row[0]) for row in rows for name in row[2:]}
    return (table('countries', 'EntCountry', sorted(rows)) + '\n'
            + table('iso_aliases', 'EntCountryAlias', sorted(aliases)))


def languages(prefix):
    # ISO 639-3 has the plainer names ("Spanish", not "Spanish; Castilian"), but
    # lacks the collective languages, for which ISO 639-2 stands in.
    entries, french = load(prefix, 'iso_639-3')
    collective, french_collective = load(prefix, 'iso_639-2')
    known = {entry['alpha_3'] for entry in entries}
    wanted = [(e, french) for e in entries if 'alpha_2' in e or e['alpha_3'] in REGIONAL_LANGUAGES]
    wanted += [(e, french_collective) for e in collective if 'alpha_2' in e and e['alpha_3'] not in known]
    missing = set(REGIONAL_LANGUAGES) - known
    if missing:
        sys.exit(f'iso-codes has no language {", ".join(sorted(missing))}')

    rows = []
    for entry, translate in wanted:
        code3 = entry['alpha_3']
        name = entry.get('common_name', entry['name'])
        names = LANGUAGE_NAMES.get(code3)
        if names is None:
            names = [re.sub(r'\s*(\(.*\)|;.*)', '', said) for said in (name, translate(name))]
        rows.append((entry.get('alpha_2', code3), code3, *map(typographic, names)))
    return table('languages', 'EntLanguage', sorted(rows))


def main():
    what, prefix, output = sys.argv[1:]
    make = {'countries': countries, 'languages': languages}[what]
    Path(output).write_text('/* Made by make-countries.py from iso-codes (LGPL-2.1-or-later). */\n'
                            + make(Path(prefix)), encoding='utf-8')


main()
