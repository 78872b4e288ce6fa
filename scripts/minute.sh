#!/bin/sh
# Trains by preset minute and measures: wall time from the program's start to its end,
# reading the data and calibration included, the curve, and what the network answers of
# new alphabets. On a machine that does nothing else; its load is printed beside.
#   scripts/minute.sh [SEED…]      1 2 3 unless said
# DATA is Omniglot's background set, SPLITS the alphabets held out (A; "A B C" for all),
# BINARY a program that is built already, PLOTS a folder for the curves.
set -eu
cd "$(dirname "$0")/.."
data="${DATA:-../shared/omniglot/images_background.zip}"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
binary="${BINARY:-$folder/oneglyph}"
[ -n "${BINARY:-}" ] || go build -o "$binary" .
[ $# -gt 0 ] || set -- 1 2 3
now() { date +%s.%N; }
for split in ${SPLITS:-A}; do
	for seed; do
		echo "== split $split held out, seed $seed; load $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || uptime)"
		weights="$folder/$split$seed.safetensors"
		began="$(now)"
		"$binary" --data-dir "$folder/data" train --data "$data" --preset minute --holdout --split "$split" \
			--seed "$seed" --out "$weights" --plot "${PLOTS:-$folder}/minute-$split$seed.png" >"$folder/out" 2>"$folder/err" || {
			cat "$folder/err" >&2
			exit 1
		}
		ended="$(now)"
		grep 'held out,' "$folder/err" | grep step || true
		echo "$began $ended" | awk '{printf "wall: %.1f s\n", $2 - $1}'
		tail -n 1 "$folder"/data/training/runs/*/log.csv | grep '^[0-9]' | tail -n 1 |
			awk -F, '{printf "training: %.1f s, %d steps, %d pictures\n", $2, $1, 100 * $1}'
		for trials in --within-alphabet --lake-like; do
			"$binary" eval --data "$data" --split "$split" "$trials" --episodes 4000 --weights "$weights" 2>"$folder/err" |
				sed -n "s/^one-shot accuracy/$trials/p"
		done
	done
done
