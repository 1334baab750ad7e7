#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test_checks.py EVENHAND: what checks say of answers, as a script sees it."""

import csv
import io
import json
import sqlite3
import sys
import unittest
from pathlib import Path

import test_batches
from test_batches import BatchTest

ANSWER = "Hello, you. " + 200 * "a" + 200 * "b" + "!c"
ENDLESS = {"type": "regex", "pattern": "(a+)+(b+)+c$"}
FAILED = 'has "Hello", which it must not'
CASES = [[{"type": "contains", "value": "Hello"}],
         [{"type": "contains", "value": "you"}, {"type": "not-contains", "value": "Hello"}],
         [{"type": "length", "max": 9, "unit": "words"}, ENDLESS],
         []]


class ChecksTest(BatchTest):
    def setUp(self):
        super().setUp()
        self.server.scripts["talker"] = [{"content": ANSWER}]
        self.suite(CASES)

    def suite(self, cases):
        self.file("checked.jsonl", "".join(json.dumps({"vars": {"city": "Pune"}, "checks": checks}) + "\n"
                                           for checks in cases))

    def checked(self, *options, code=0):
        arguments = self.run_arguments(self.lineup("talker"), "checked.jsonl")
        return self.evenhand(*arguments, *options, code=code)

    def rename(self, before, after):
        """A check's type, as if the suite had been made with other plugins."""
        with sqlite3.connect(self.workspace) as workspace:
            workspace.execute("UPDATE run_cases SET content = replace(content, ?, ?)", (before, after))
        workspace.close()

    def forget(self, cells):
        """As if the program had ended before these cells were judged."""
        with sqlite3.connect(self.workspace) as workspace:
            workspace.execute("DELETE FROM scores WHERE attempt IN (SELECT attempts.id FROM attempts JOIN cells "
                              "ON cells.id = cell WHERE case_index < ?)", (cells,))
            workspace.execute("UPDATE cells SET checks_passed = NULL, checks_failed = NULL, checks_open = NULL, "
                              "verdict = NULL WHERE case_index < ?", (cells,))
        workspace.close()


class SummaryTest(ChecksTest):
    def test_a_run_says_how_answers_fared(self):
        result = self.checked()
        self.assertIn("\nA  checks passed 1 of 2 (50.0 %), 1 could not be judged\n", result.stdout)
        self.assertIn(f'A2 served · talker: a check failed: {FAILED}\n', result.stderr)
        self.assertIn(" · 1 with failed checks", result.stderr)
        ended = json.loads(self.checked("--json").stdout)
        self.assertEqual(ended["targets"][0]["checks"], {"passed": 1, "failed": 1, "open": 1})

    def test_without_checks_nothing_is_said(self):
        self.suite([[]])
        result = self.checked("--require-checks")
        self.assertNotIn("check", result.stdout + result.stderr)

    def test_an_exit_code_for_who_asks_for_it(self):
        for checks, code in (([{"type": "contains", "value": "Hello"}], 0), ([{"type": "contains", "value": "bye"}], 1),
                             ([ENDLESS], 1)):
            with self.subTest(checks=checks):
                self.suite([checks])
                self.checked("--require-checks", code=code)
                self.checked()
        result = self.evenhand("run", "--lineup", self.lineup("hello"), "--prompt", "x", "--require-checks", code=2)
        self.assertIn("--require-checks goes with --suite.", result.stderr)


class ResumeTest(ChecksTest):
    def test_what_was_left_is_judged(self):
        run = json.loads(self.checked("--json").stdout)["run_id"]
        self.forget(2)
        self.asked()
        result = self.evenhand("resume", run, "--workspace", self.workspace)
        self.assertIn("A  checks passed 1 of 2 (50.0 %), 1 could not be judged\n", result.stdout)
        self.assertEqual(self.asked(), [])
        again = self.evenhand("resume", run, "--workspace", self.workspace, code=2)
        self.assertIn("Nothing of this run is left to be sent.", again.stderr)
        self.forget(1)
        self.evenhand("resume", run, "--workspace", self.workspace, "--require-checks", code=1)

    def test_what_no_plugin_knew_is_judged_when_one_does(self):
        run = json.loads(self.checked("--json").stdout)["run_id"]
        self.rename("length", "of-tomorrow")
        self.forget(3)
        self.evenhand("resume", run, "--workspace", self.workspace)
        score = json.loads(self.export(run).splitlines()[2])["scores"][0]
        self.assertEqual((score["score"], score["evaluator"]), (None, ""))
        self.assertIn('There is no check "of-tomorrow"', score["reason"])
        self.rename("of-tomorrow", "length")
        self.evenhand("resume", run, "--workspace", self.workspace)
        score = json.loads(self.export(run).splitlines()[2])["scores"][0]
        self.assertEqual((score["score"], score["evaluator"]), (1, "checks"))

    def test_it_is_judged_beside_what_is_sent(self):
        arguments = self.run_arguments(self.lineup("talker", "late"), "checked.jsonl")
        run = json.loads(self.evenhand(*arguments, "--json", code=1).stdout)["run_id"]
        self.forget(3)
        self.server.scripts["late"] = [{"content": ANSWER}]
        ended = self.resume(run, "--failed")
        self.assertEqual([target["checks"] for target in ended["targets"]],
                         [{"passed": 1, "failed": 1, "open": 1}] * 2)


class StarterTest(BatchTest):
    def test_every_check_of_a_starter_is_judged(self):
        lineup = self.file("replay.yaml", "channels: {sample: {plugin: replay}}\n"
                                          "targets: [{channel: sample, model: sample-prose}]\n")
        ended = self.json_of("run", "--workspace", self.workspace, "--lineup", lineup, "--suite", "starter:extraction",
                             "--concurrency", "20")
        figures = ended["targets"][0]["checks"]
        self.assertEqual((figures["passed"] + figures["failed"], figures["open"]), (ended["cells"]["done"], 0))
        self.assertGreater(ended["cells"]["done"], 0)


class OutputTest(ChecksTest):
    def setUp(self):
        super().setUp()
        self.run_id = json.loads(self.checked("--json").stdout)["run_id"]

    def test_lines_of_json(self):
        cells = [json.loads(line) for line in self.export(self.run_id).splitlines()]
        self.assertEqual([(cell.get("checks_passed"), cell.get("checks_failed"), cell.get("checks_open"))
                          for cell in cells], [(1, 0, 0), (1, 1, 0), (1, 0, 1), (None, None, None)])
        self.assertEqual(cells[1]["verdict"], FAILED)
        scores = cells[1]["scores"]
        self.assertEqual([(score["check"], score["score"], score["evaluator"]) for score in scores],
                         [(0, 1, "checks"), (1, 0, "checks")])
        self.assertRegex(scores[0]["version"], r"^\d+\.\d+")
        self.assertEqual(scores[0]["reason"], 'has "you"')
        self.assertEqual((cells[2]["scores"][1]["score"], cells[2]["verdict"]),
                         (None, "(a+)+(b+)+c$ takes too many steps to try"))
        self.assertNotIn("scores", cells[3])

    def test_lines_of_csv(self):
        rows = list(csv.DictReader(io.StringIO(self.export(self.run_id, "--format", "csv"))))
        self.assertEqual([(row["checks_passed"], row["checks_failed"], row["checks_open"]) for row in rows],
                         [("1", "0", "0"), ("1", "1", "0"), ("1", "0", "1"), ("", "", "")])
        self.assertEqual([row["verdict"] for row in rows[:2]],
                         ['has "Hello"', FAILED])

    def test_a_run_that_is_shown(self):
        text = self.evenhand("runs", "show", self.run_id, "--workspace", self.workspace).stdout
        self.assertIn(f'[check 1: passed] has "you"\n\n[check 2: failed] {FAILED}', text)
        self.assertIn("[check 2: could not be judged] (a+)+(b+)+c$ takes too many steps to try", text)
        shown = self.json_of("runs", "show", self.run_id, "--workspace", self.workspace)
        self.assertEqual([cell.get("checks_failed") for cell in shown["cells"]], [0, 1, 0, None])


if __name__ == "__main__":
    test_batches.PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
