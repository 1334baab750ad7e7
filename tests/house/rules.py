#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rules of the house: includes run along the arrows of app/README.md, nothing below ui links Qt Widgets, every
file says whose it is and under which licence, and the guide of the SDK tells how long our plugins are."""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath

SDK = "plugins/sdk"
HTTP = "plugins/http"
GOOGLE = "plugins/google"
AWS = "plugins/aws"
CORE = {SDK, "app/core"}
ENGINE_AND_STORE = CORE | {"app/store", "app/engine"}
FILES = {"app/files", "app/suites"}
APP = ENGINE_AND_STORE | FILES | {"app/text", "app/pricing", "app/analysis", "app/service", "app/scorecard", "app/cli"}
UI_PARTS = APP | {"ui/models", "ui/theme", "ui/widgets"}
PAGE_PARTS = UI_PARTS | {"ui/answer"}

# Files of ui/shell that all of ui draws with, and that know nothing of it: a room of their own for the arrows.
THEME_FILES = ("ui/shell/theme", "ui/shell/style", "ui/shell/breezeicon")

# Room: the rooms its files may include, besides itself. Any other folder below plugins/ and ui/ is a plugin or a page.
ARROWS = {
    SDK: set(),
    HTTP: {SDK},
    GOOGLE: {SDK, HTTP},
    AWS: {SDK, HTTP},
    "app/core": {SDK},
    "app/text": set(),
    "app/files": set(),
    "app/suites": CORE | {"app/files"},
    "app/store": CORE,
    "app/engine": CORE,
    "app/pricing": CORE,
    "app/analysis": CORE,
    "app/service": ENGINE_AND_STORE | FILES | {"app/pricing", "app/analysis"},
    "app/scorecard": APP - {"app/scorecard", "app/cli"},
    "app/cli": APP,
    "ui/models": APP,
    "ui/theme": set(),
    "ui/widgets": UI_PARTS,
    "ui/answer": UI_PARTS,
    "ui/runs": PAGE_PARTS | {"ui/compare"},  # answers of a case are shown in its panes
}
PLUGIN_MAY_INCLUDE = {SDK, HTTP, GOOGLE, AWS}
PAGE_MAY_INCLUDE = PAGE_PARTS

SOURCE_SUFFIXES = {".h", ".cpp", ".in"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

# Files in which no comment can stand, or whose content is taken as it is by something else.
WITHOUT_COMMENTS = {".json", ".jsonl", ".png", ".evenhand"}
LICENCE_ELSEWHERE = ("LICENSES/", "tests/data/")
GUIDE = f"{SDK}/README.md"
COUNTED_SUFFIXES = {".h", ".cpp", ".json"}
COUNT_IN_GUIDE = re.compile(r"`(plugins/\w+)`[ |(]+(\d+)")
COUNT_TOLERANCE = 0.05

LIBRARY_ROOMS = (SDK + "/", HTTP + "/")


def room_of(path):
    """The room of a file given relative to the checkout; None where the arrows do not hold."""
    if path.startswith(THEME_FILES):
        return "ui/theme"
    parts = PurePosixPath(path).parts
    if len(parts) < 3 or parts[0] not in ("app", "ui", "plugins"):
        return None
    return "/".join(parts[:2])


def may_include(room):
    if room in ARROWS:
        return ARROWS[room] | {room}
    if room.startswith("plugins/"):
        return PLUGIN_MAY_INCLUDE | {room}
    if room == "ui/shell":
        return None
    return PAGE_MAY_INCLUDE | {room}


def room_of_include(name):
    return SDK if name.startswith("evenhand/") else room_of(name)


def include_violations(path, text):
    room = room_of(path)
    if room is None or room == SDK and "/example/" in path:
        return
    allowed = may_include(room)
    for match in INCLUDE.finditer(text):
        name = match[2]
        where = f"{path}:{text.count(chr(10), 0, match.start(2)) + 1}"
        target = room_of_include(name)
        if match[1] == '"' and target is None and not name.endswith(".moc") and name != "app/version.h":
            yield f'{where}: "{name}" is not a path from the root of the checkout'
        if target and allowed is not None and target not in allowed:
            yield f"{where}: {room} must not know {target}: {name}"
        if not room.startswith("ui/") and name.startswith("QtWidgets"):
            yield f"{where}: {room} is below ui and must not know Qt Widgets: {name}"


def link_violations(commands, source):
    """CMake gives the definition QT_WIDGETS_LIB to every target that links Qt Widgets, directly or not."""
    seen = False
    for command in commands:
        file = Path(command["file"])
        if not file.is_relative_to(source):
            continue
        path = file.relative_to(source).as_posix()
        room = room_of(path)
        if room is None:
            continue
        seen = True
        if not room.startswith("ui/") and "-DQT_WIDGETS_LIB" in command["command"].split():
            yield f"{path}: its target links Qt Widgets, which belongs to ui"
    if not seen:
        yield "the compile commands name no source of this checkout"


def licence_of(path):
    return "LGPL-3.0-or-later" if path.startswith(LIBRARY_ROOMS) else "GPL-3.0-or-later"


def licence_violations(path, head):
    if path.startswith(LICENCE_ELSEWHERE) or PurePosixPath(path).suffix in WITHOUT_COMMENTS:
        return
    for line in ("SPDX-FileCopyrightText: 2026 The Evenhand authors", f"SPDX-License-Identifier: {licence_of(path)}"):
        if not re.search(re.escape(line) + r"\s*(-->|\*/)?$", head, re.MULTILINE):
            yield f"{path}: the first lines do not say {line}"


def count_violations(guide, lengths):
    """lengths: room of each plugin, and of what they share: its lines."""
    told = {room: int(count) for room, count in COUNT_IN_GUIDE.findall(guide)}
    for room in sorted(set(lengths) - set(told)):
        yield f"{GUIDE}: the length of {room} is missing: {lengths[room]}"
    for room, count in told.items():
        actual = lengths.get(room, 0)
        if abs(count - actual) > COUNT_TOLERANCE * actual:
            yield f"{GUIDE}: {room} has {actual} lines, not {count}"


def plugin_lengths(source, files):
    lengths = {}
    for path in files:
        room = room_of(path)
        file = PurePosixPath(path)
        counted = len(file.parts) == 3 and file.suffix in COUNTED_SUFFIXES
        if counted and room and room.startswith("plugins/") and room != SDK:
            lengths[room] = lengths.get(room, 0) + (source / path).read_bytes().count(b"\n")
    return lengths


def tracked_files(source):
    listed = subprocess.run(["git", "-C", source, "ls-files", "-z"], check=True, capture_output=True, text=True)
    return [path for path in listed.stdout.split("\0") if path and (source / path).is_file()]


def all_violations(source, commands):
    files = tracked_files(source)
    yield from count_violations((source / GUIDE).read_text(), plugin_lengths(source, files))
    for path in files:
        content = (source / path).read_bytes()
        yield from licence_violations(path, content[:1000].decode("utf-8", "replace"))
        if PurePosixPath(path).suffix in SOURCE_SUFFIXES:
            yield from include_violations(path, content.decode("utf-8"))
    yield from link_violations(commands, source)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--compile-commands", type=Path, required=True)
    arguments = parser.parse_args()
    found = list(all_violations(arguments.source, json.loads(arguments.compile_commands.read_text())))
    print("\n".join(found) or "The rules of the house hold.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
