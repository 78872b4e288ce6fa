#!/bin/sh
# Makes NotoSansCJKkr-subset.otf: the part of Noto Sans CJK KR that names of
# characters are likely to need. Debian: apt-get install fonts-noto-cjk python3-fonttools
set -eu
cd "$(dirname "$0")"
source=${1:-/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc}
python=${PYTHON:-/usr/bin/python3}
characters=$(mktemp)
trap 'rm -f "$characters"' EXIT

"$python" - >"$characters" <<'PYTHON'
spans = [
    (0x20, 0x7e), (0xa0, 0x17f),                   # Latin
    (0x370, 0x3ff), (0x400, 0x45f),                # Greek, Cyrillic
    (0x2010, 0x2025), (0x2030, 0x203b),            # dashes, quotes; not the raised ellipsis
    (0x2190, 0x2193), (0x2212, 0x2212), (0x22ef, 0x22ef),  # arrows, minus, ⋯
    (0x3000, 0x3015), (0x3041, 0x30ff),            # CJK punctuation, kana
    (0x3131, 0x3163),                              # jamo
]
text = {chr(c) for first, last in spans for c in range(first, last + 1)}
for row in range(0xb0, 0xc9):                      # the Hangul of KS X 1001
    for cell in range(0xa1, 0xff):
        text.add(bytes([row, cell]).decode("euc_kr"))
print("".join(sorted(text)))
PYTHON

# Font 1 of the collection is KR. Vertical writing and optical variants are of no
# use here, and hinting is not read.
"$python" -m fontTools.subset "$source" --font-number=1 --text-file="$characters" \
    --output-file=NotoSansCJKkr-subset.otf \
    --layout-features=kern,mark,mkmk,locl --no-hinting --desubroutinize \
    --drop-tables+=vhea,vmtx,VORG,BASE --name-IDs=0,1,2,3,4,5,6,13,14
