#!/usr/bin/python3
"""Measures how long the program takes from its start to a window whose paper is
painted, on a screen without a monitor: scripts/startup.py bin/oneglyph [TIMES].
The first start warms the disk's cache and is not counted. Debian: xvfb xdotool
imagemagick."""

import os
import statistics
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


def shown():
    """Says whether there is a window. xdotool's own --sync looks twice a second."""
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Oneglyph"], capture_output=True).returncode == 0


def until(condition, program):
    """Gives the time at which a condition was first seen to hold."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > 60 or program.poll() is not None:
            sys.exit("no window, or no paper in it")
        time.sleep(0.05)  # to look costs the screen time that the program needs
    return time.monotonic()


def start(program, folder):
    """Starts the program once and gives the seconds until it is usable."""
    began = time.monotonic()
    with subprocess.Popen([program, "--data-dir", folder], stderr=subprocess.DEVNULL) as p:
        try:
            window = until(shown, p)
            return window - began, until(painted, p) - began
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
        window, paper = (statistics.median(times) for times in zip(*runs))
        print(f"median: window {window:.2f} s, painted paper {paper:.2f} s from the start")
    finally:
        screen.terminate()


main()
