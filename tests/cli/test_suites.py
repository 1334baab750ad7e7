#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test_suites.py EVENHAND SHEETS: `evenhand suites` as a script would run it; SHEETS is tests/data/suites."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = ""
SHEETS = Path()
LONGEST = 60  # seconds that any one command may take

BAD_ROWS = 'country,tags,reference\nFrance,a;b,Paris\nIndia,"[1,",New Delhi\nKenya\nPeru,,Lima\n'
PROMPTFOO = """\
prompts:
  - "Translate into {{language}}: {{text}}"
providers: [echo]
tests:
  - vars: {language: Hindi, text: Good morning}
    assert:
      - {type: contains, value: नमस्ते}
      - {type: llm-rubric, value: is polite}
  - vars: {language: French, text: file://text.txt}
"""


class SuitesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME")
        self.environment = {name: value for name, value in os.environ.items() if name not in gone}
        self.environment["HOME"] = str(self.folder)

    def run_suites(self, *arguments, code=0):
        result = subprocess.run([PROGRAM, "suites", *map(str, arguments)], cwd=self.folder, env=self.environment,
                                text=True, capture_output=True, timeout=LONGEST, stdin=subprocess.DEVNULL)
        self.assertEqual(result.returncode, code, result.stderr + result.stdout)
        return result

    def suites(self, *arguments, code=0):
        return self.run_suites(*arguments, "--workspace", self.folder / "w.evenhand", code=code)

    def json_of(self, *arguments, code=0):
        return json.loads(self.suites(*arguments, "--json", code=code).stdout)

    def names(self):
        return [suite["name"] for suite in self.json_of("list")["suites"]]

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return name


class StarterTest(SuitesTest):
    def test_a_new_person(self):
        """Without any workspace, starters are listed, checked and brought in."""
        listed = self.run_suites("list").stdout
        self.assertRegex(listed, r"(?m)^starter:reasoning +starter +10 cases +Reasoning$")
        starters = self.json_of("list")["starters"]
        self.assertEqual(len(starters), 10)
        for starter in starters:
            checked = self.json_of("check", f"starter:{starter['id']}")
            self.assertEqual(checked["problems"], [])
            self.assertGreater(checked["cases"], 3)
            self.assertEqual((checked["name"], checked["cases"]), (starter["name"], starter["cases"]))
        self.assertRegex(self.run_suites("show", "starter:reasoning").stdout, "^name: .*Reasoning")
        self.assertEqual(len(json.loads(self.run_suites("show", "starter:code", "--json").stdout)["cases"]),
                         self.json_of("check", "starter:code")["cases"])
        self.assertEqual(self.suites("import", "starter:reasoning").stdout, "Reasoning: 10 cases imported\n")
        self.assertEqual(self.names(), ["Reasoning"])
        self.assertIn("version 1", self.suites("list").stdout)

    def test_what_is_shown_can_be_imported(self):
        self.suites("import", "starter:tool-use", "--as", "Mine")
        self.file("mine.yaml", self.suites("show", "mine").stdout)
        self.assertEqual(self.json_of("check", "mine.yaml")["problems"], [])
        shown = self.json_of("show", "Mine")
        self.assertEqual((shown["name"], shown["version"]), ("Mine", 1))
        self.assertTrue(all("checks" in case for case in shown["cases"]))


class ImportTest(SuitesTest):
    def test_nothing_is_imported_before_the_person_decides(self):
        path = self.file("capitals.csv", BAD_ROWS)
        for action in ("check", "import"):
            stderr = self.suites(action, path, code=2).stderr
            self.assertIn("capitals.csv: line 3, column tags: ", stderr)
            self.assertIn("capitals.csv: line 4: The row has 1 field, the headings are 3.", stderr)
        self.assertIn("Nothing was imported.", stderr)
        self.assertFalse((self.folder / "w.evenhand").exists())
        found = self.json_of("import", path, "--skip-bad-rows")
        self.assertEqual((found["cases"], [problem["line"] for problem in found["problems"]]), (2, [3, 4]))
        cases = self.json_of("show", "capitals")["cases"]
        self.assertEqual([case["variables"] for case in cases], [{"country": "France"}, {"country": "Peru"}])
        self.assertEqual((cases[0]["tags"], cases[1]["reference"]), (["a", "b"], "Lima"))

    def test_checks_that_nobody_knows(self):
        path = self.file("checks.jsonl", '{"question": "1?"}\n'
                                         '{"question": "1 + 1?", "checks": [{"type": "nummer", "value": 2}]}\n')
        for action in ("check", "import"):
            self.assertIn('checks.jsonl: line 2, column checks: There is no check "nummer"',
                          self.suites(action, path, code=2).stderr)

    def test_promptfoo(self):
        self.file("text.txt", "Good night")
        found = self.json_of("import", self.file("promptfooconfig.yaml", PROMPTFOO), "--as", "Greetings")
        self.assertEqual((found["name"], found["columns"], found["cases"]), ("Greetings", ["language", "text"], 2))
        self.assertTrue(any("llm-rubric" in left for left in found["unsupported"]))
        self.assertTrue(any("providers" in left for left in found["unsupported"]))
        cases = self.json_of("show", "Greetings")["cases"]
        self.assertEqual(cases[0]["checks"], [{"type": "contains", "value": "नमस्ते"}])
        self.assertEqual(cases[1]["variables"]["text"], "Good night")

    def test_files_stay_in_their_folder(self):
        outside = Path(tempfile.mkstemp(suffix=".txt")[1])
        self.addCleanup(outside.unlink)
        outside.write_text("not yours")
        path = self.file("promptfooconfig.yaml", PROMPTFOO.replace("file://text.txt", f"file://{outside}"))
        self.assertIn(str(outside), self.suites("import", path, code=2).stderr)
        self.suites("import", path, "--allow-outside")

    def test_spreadsheets(self):
        self.suites("import", SHEETS / "sheets.xlsx", "--skip-bad-rows")
        other = self.json_of("check", SHEETS / "sheets.xlsx", "--sheet", "Second sheet")
        self.assertNotEqual(other["columns"], self.json_of("show", "sheets")["columns"])
        self.assertIn("Second sheet", self.suites("check", SHEETS / "sheets.xlsx", "--sheet", "Third", code=2).stderr)
        self.file("old.xls", "x")
        self.assertIn("CSV", self.suites("check", "old.xls", code=2).stderr)

    def test_attachments(self):
        self.file("a.txt", "An invoice")
        self.suites("import", self.file("files.csv", "question,attachments\nHow much?,a.txt\n"))
        attached = self.json_of("show", "files")["cases"][0]["attachments"][0]
        self.assertEqual((Path(attached["path"]).name, attached["size"]), ("a.txt", 10))
        self.assertIn("b.txt", self.suites("import", self.file("none.csv", "q,attachments\nWhat?,b.txt\n"), code=2).stderr)


class ExportTest(SuitesTest):
    def test_every_format_comes_back(self):
        self.suites("import", "starter:extraction")
        before = self.json_of("show", "Extraction to JSON")["cases"]
        for suffix in ("csv", "jsonl", "yaml"):
            self.suites("export", "extraction to json", f"out.{suffix}")
            self.suites("import", f"out.{suffix}", "--as", suffix)
            after = self.json_of("show", suffix)["cases"]
            self.assertEqual([{**case, "id": ""} for case in after], [{**case, "id": ""} for case in before])

    def test_formulas_are_told(self):
        self.suites("import", self.file("sums.csv", "question,reference\nWhat is it?,=1+1\n"))
        self.assertIn("1 cell with =, +", self.suites("export", "sums", "out.csv").stderr)
        self.assertIn("=1+1", (self.folder / "out.csv").read_text())


class MistakesTest(SuitesTest):
    def test_mistakes(self):
        self.suites("import", "starter:latency")
        self.file("suite.txt", "x")
        for arguments, said in (([], "Say `evenhand suites list`"),
                                (["lists"], 'Did you mean "list"?'),
                                (["show"], "Say `evenhand suites list`"),
                                (["show", "latency prob"], 'There is no suite "latency prob". Did you mean "Latency probe"?'),
                                (["export", "none", "x.csv"], 'There is no suite "none"'),
                                (["export", "latency probe", "x.xlsx"], "written as .csv, .jsonl or .yaml"),
                                (["export", "latency probe", "no/such/x.csv"], "cannot be written"),
                                (["import", "none.csv"], "There is no such file"),
                                (["import", "suite.txt"], "Save this one as CSV"),
                                (["import", "starter:latency"], 'There already is a suite "Latency probe"'),
                                (["check", "starter:reasonin"], 'Did you mean "reasoning"?')):
            result = self.suites(*arguments, code=2)
            self.assertIn(said, result.stderr)
            self.assertEqual(result.stdout, "")
        result = self.run_suites("show", "x", "--workspace", self.folder / "none.evenhand", code=3)
        self.assertIn("There is no workspace", result.stderr)


if __name__ == "__main__":
    SHEETS = Path(sys.argv.pop(2)).resolve()
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
