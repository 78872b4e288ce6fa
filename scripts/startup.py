#!/usr/bin/python3
"""Measures how long the program takes from its start to a window whose paper is
painted, on a screen without a monitor: scripts/startup.py bin/oneglyph [TIMES].
The first start warms the disk's cache and is not counted. Debian: xvfb xdotool
imagemagick."""

import os
import subprocess
import sys
import tempfile
import time

PAPER = ("srgb(255,254,250)", "srgb(239,235,226)")  # light and dark


def painted():
    """Says whether the middle of the pad shows paper."""
    shot = subprocess.run(
        ["import", "-window", "root", "-crop", "1x1+200+200", "-format", "%[pixel:p{0,0}]", "info:"],
        capture_output=True, text=True)
    return shot.stdout.strip() in PAPER


def start(program, folder):
    """Starts the program once and gives the seconds until it is usable."""
    began = time.monotonic()
    with subprocess.Popen([program, "--data-dir", folder], stderr=subprocess.DEVNULL) as p:
        try:
            subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Oneglyph"],
                           stdout=subprocess.DEVNULL, check=True, timeout=60)
            window = time.monotonic() - began
            while not painted():
                if time.monotonic() - began > 60 or p.poll() is not None:
                    sys.exit("no paper was painted")
            return window, time.monotonic() - began
        finally:
            p.terminate()


def main():
    program, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-noreset", "-nolisten", "tcp", "-screen", "0", "1280x800x24"],
        pass_fds=[write], stderr=subprocess.DEVNULL)
    try:
        os.environ["DISPLAY"] = ":" + os.read(read, 16).decode().strip()
        os.environ.pop("WAYLAND_DISPLAY", None)
        with tempfile.TemporaryDirectory() as folder:
            start(program, folder)
            runs = sorted(start(program, folder) for _ in range(times))
        for window, paper in runs:
            print(f"window {window:.2f} s, paper {paper:.2f} s")
        print(f"median {runs[len(runs) // 2][1]:.2f} s from start to painted paper")
    finally:
        screen.terminate()


main()
