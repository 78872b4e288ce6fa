#!/bin/sh
# Makes NotoSansCJKkr-subset.otf: the part of Noto Sans CJK KR that names of
# characters are likely to need. Debian: apt-get install fonts-noto-cjk python3-fonttools
set -eu
cd "$(dirname "$0")"
source=${1:-/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc}

"${PYTHON:-/usr/bin/python3}" - "$source" NotoSansCJKkr-subset.otf <<'PYTHON'
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

spans = [
    (0x20, 0x7e), (0xa0, 0x24f), (0x300, 0x36f), (0x1e00, 0x1eff),    # Latin
    (0x370, 0x3ff), (0x400, 0x52f),                                   # Greek, Cyrillic
    (0x2000, 0x206f), (0x2070, 0x20cf), (0x2100, 0x218f),             # punctuation, letterlike
    (0x2190, 0x21ff), (0x2200, 0x22ff), (0x2300, 0x23ff),             # arrows, mathematics
    (0x2460, 0x24ff), (0x25a0, 0x26ff),                               # in circles, shapes, symbols
    (0x3000, 0x30ff), (0xff01, 0xff5e),                               # CJK punctuation, kana, wide Latin
    (0x1100, 0x11ff), (0x3131, 0x318e), (0xa960, 0xa97c), (0xd7b0, 0xd7fb),  # jamo
    (0xac00, 0xd7a3),                                                 # every modern syllable
]
# Without subroutines the outlines are a quarter larger. Vertical writing and
# optical variants are of no use here, and hinting is not read.
options = subset.Options(
    layout_features=["kern", "mark", "mkmk", "ccmp", "ljmo", "vjmo", "tjmo"],
    hinting=False, desubroutinize=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]

font = TTFont(sys.argv[1], fontNumber=1, recalcTimestamp=False)  # KR
# Korean text has its dots on the line, as Latin does: the raised ones are for
# Chinese and Japanese.
substitutions = font["GSUB"].table
proportional = {}
for record in substitutions.FeatureList.FeatureRecord:
    if record.FeatureTag == "pwid":
        for lookup in record.Feature.LookupListIndex:
            for table in substitutions.LookupList.Lookup[lookup].SubTable:
                proportional.update(getattr(table, "ExtSubTable", table).mapping)
low = proportional[font.getBestCmap()[0x2026]]
for table in font["cmap"].tables:
    if 0x2026 in getattr(table, "cmap", {}):
        table.cmap[0x2026] = low
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=[c for first, last in spans for c in range(first, last + 1)])
subsetter.subset(font)
subset.save_font(font, sys.argv[2], options)
PYTHON
