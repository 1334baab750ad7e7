#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What plugins/sdk/README.md tells an author to do: install the SDK, copy the example to a folder of one's own, build it
there, see it listed as loaded, and let it answer."""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

LINEUP = """\
channels:
  echo: {plugin: echo, pause: 0}
targets:
  - {channel: echo, model: echo}
"""


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def build_example(arguments, folder):
    """The folder in which the built plugin is."""
    for component in ("SdkRuntime", "Sdk"):
        run(arguments.cmake, "--install", arguments.build, "--prefix", folder / "prefix", "--component", component)
    shutil.copytree(arguments.example, folder / "echo")
    build = folder / "echo" / "build"
    run(arguments.cmake, "-G", "Ninja", "-S", folder / "echo", "-B", build, f"-DCMAKE_PREFIX_PATH={folder / 'prefix'}",
        "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror -Wno-missing-field-initializers")
    run(arguments.cmake, "--build", build)
    return build / "lib" / "evenhand" / "plugins"


def check_listed(program, plugins):
    listed = json.loads(run(program, "--plugin-folder", plugins, "plugins", "list", "--json"))["plugins"]
    echoes = [plugin for plugin in listed if plugin["id"] == "echo"]
    assert len(echoes) == 1, listed
    assert echoes[0]["state"] == "loaded", echoes
    assert Path(echoes[0]["path"]).is_relative_to(plugins), echoes


def check_answers(program, plugins, folder):
    lineup = folder / "echo.yaml"
    lineup.write_text(LINEUP)
    result = json.loads(run(program, "--plugin-folder", plugins, "run", "--json", "--workspace", folder / "w.evenhand",
                            "--lineup", lineup, "--prompt", "Say it once more"))
    assert [(cell["state"], cell["text"]) for cell in result["cells"]] == [("done", "Say it once more")], result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cmake", type=Path, required=True)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--example", type=Path, required=True)
    parser.add_argument("--program", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evenhand-sdk-") as name:
        folder = Path(name)
        # The same compilation in a folder of another name: ccache may answer it.
        os.environ |= {"CCACHE_BASEDIR": name, "CCACHE_NOHASHDIR": "1", "QT_QPA_PLATFORM": "offscreen"}
        plugins = build_example(arguments, folder)
        check_listed(arguments.program, plugins)
        check_answers(arguments.program, plugins, folder)


if __name__ == "__main__":
    main()
