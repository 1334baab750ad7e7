#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test_batches.py EVENHAND: runs of suites as a script would make, resume and export them."""

import base64
import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from chatserver import KEY, ChatServer  # noqa: E402

PROGRAM = ""
LONGEST = 60  # seconds that any one command may take
CITIES = ["Pune", "Oslo", "Lima"]
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="


class BatchTest(unittest.TestCase):
    def setUp(self):
        self.server = ChatServer()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.workspace = self.folder / "w.evenhand"
        gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME")
        self.environment = {name: value for name, value in os.environ.items() if name not in gone}
        self.environment |= {"HOME": str(self.folder), "TEST_KEY": KEY}
        self.file("cities.csv", "city\n" + "\n".join(CITIES) + "\n")

    def evenhand(self, *arguments, code=0):
        result = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST)
        self.assertEqual(result.returncode, code, result.stderr + result.stdout)
        return result

    def json_of(self, *arguments, code=0):
        return json.loads(self.evenhand(*arguments, "--json", code=code).stdout)

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content)
        return path

    def lineup(self, *models):
        targets = "".join(f"  - {{channel: served, model: {model}}}\n" for model in models)
        return self.file("lineup.yaml", f'channels:\n  served: {{plugin: openai, base_url: "{self.server.url}", '
                                        f'key: "env:TEST_KEY"}}\ntargets:\n{targets}')

    def run_arguments(self, lineup, suite="cities.csv"):
        return ["run", "--workspace", self.workspace, "--suite", suite, "--lineup", lineup,
                "--prompt", "Where is {{city}}?"]

    def resume(self, run, *options, code=0):
        return self.json_of("resume", run, "--workspace", self.workspace, *options, code=code)

    def asked(self):
        """What the server was asked since the last time, sorted."""
        asked = sorted((request["model"], request["messages"][-1]["content"]) for request in self.server.requests)
        self.server.requests.clear()
        return asked

    def export(self, run, *options):
        return self.evenhand("runs", "export", run, "--workspace", self.workspace, *options).stdout


def questions(*models):
    return sorted((model, f"Where is {city}?") for model in models for city in CITIES)


class RunTest(BatchTest):
    def test_every_case_is_asked_of_every_target_once(self):
        result = self.evenhand(*self.run_arguments(self.lineup("hello", "steady")), "--json")
        ended = json.loads(result.stdout)
        self.assertEqual((ended["ended"], ended["cells"]), ("complete", {"done": 6}))
        self.assertEqual([(target["letter"], target["cells"]) for target in ended["targets"]],
                         [("A", {"done": 3}), ("B", {"done": 3})])
        self.assertEqual(self.asked(), questions("hello", "steady"))
        self.assertIn("A3 served · hello: done\n", result.stderr)
        self.assertIn("6 of 6 ended", result.stderr)

    def test_repeats_and_seed(self):
        arguments = [*self.run_arguments(self.lineup("hello")), "--repeat", "2", "--concurrency", "1", "--seed", "7"]
        orders = []
        for _ in range(2):
            self.assertEqual(self.json_of(*arguments)["cells"], {"done": 6})
            orders.append([request["messages"][-1]["content"] for request in self.server.requests])
            self.assertEqual(self.asked(), sorted(questions("hello") * 2))
        self.assertEqual(orders[0], orders[1])

    def test_a_dry_run_sends_and_keeps_nothing(self):
        plan = self.json_of(*self.run_arguments(self.lineup("hello", "steady")), "--dry-run")
        self.assertEqual(plan["requests"], 6)
        self.assertEqual([(target["model"], target["requests"]) for target in plan["targets"]],
                         [("hello", 3), ("steady", 3)])
        self.assertTrue(all(target["unpriced"] for target in plan["targets"]))
        self.assertEqual(self.asked(), [])
        self.assertEqual(self.json_of("runs", "list", "--workspace", self.workspace)["runs"], [])
        self.assertIn("6 requests.", self.evenhand(*self.run_arguments(self.lineup("hello", "steady")),
                                                   "--dry-run").stdout)

    def test_files_of_cases_are_sent(self):
        """A suite that is run from its file has the files of its cases with it."""
        (self.folder / "dot.png").write_bytes(base64.b64decode(DOT))
        self.file("maps.csv", "city,attachments\nPune,dot.png\n")
        self.evenhand(*self.run_arguments(self.lineup("hello"), "maps.csv"))
        content = self.server.requests[0]["messages"][-1]["content"]
        self.assertIn(DOT, json.dumps(content))
        self.file("gone.csv", "city,attachments\nPune,none.png\n")
        said = self.evenhand(*self.run_arguments(self.lineup("hello"), "gone.csv"), code=2).stderr
        self.assertIn("gone.csv: line 2, column attachments: There is no file \"none.png\".", said)

    def test_a_starter(self):
        """Without a workspace that has it."""
        arguments = ["run", "--workspace", self.workspace, "--suite", "starter:reasoning", "--lineup", self.lineup("hello")]
        self.assertEqual(self.json_of(*arguments, "--dry-run")["requests"], 10)
        ran = self.json_of(*arguments)
        self.assertEqual(len(self.export(ran["run_id"]).splitlines()), 10)

    def test_mistakes(self):
        lineup = self.lineup("hello")
        self.file("bad.jsonl", '{"vars": {"city": "Pune"}}\n{"vars": \n')
        for suite, arguments, said in (("cities.csv", ["--budget", "much"], "--budget takes an amount"),
                                       ("cities.csv", ["--concurrency", "0"], "--concurrency takes a number from 1"),
                                       ("none", [], 'There is no file "none"'),
                                       ("starter:reasonin", [], 'Did you mean "reasoning"?'),
                                       ("bad.jsonl", [], '"bad.jsonl" has rows that cannot be used.')):
            with self.subTest(suite=suite, arguments=arguments):
                result = self.evenhand(*self.run_arguments(lineup, suite), *arguments, code=2)
                self.assertIn(said, result.stderr)
                self.assertEqual(result.stdout, "")
        result = self.evenhand("run", "--lineup", lineup, "--prompt", "x", "--budget", "5", code=2)
        self.assertIn("--budget goes with --suite.", result.stderr)
        self.assertEqual(self.asked(), [])


class BudgetTest(BatchTest):
    def test_the_run_stops_before_it_would_pass_it(self):
        """Each answer has 5 tokens of input and 3 of output: 1 USD and 1.80 USD of these prices."""
        prices = self.file("contract.csv", "channel;model;input;output;currency;discount\nserved;hello;200000;600000;USD;\n")
        self.evenhand("prices", "import", prices, "--workspace", self.workspace)
        arguments = [*self.run_arguments(self.lineup("hello")), "--concurrency", "1", "--budget", "6000"]
        ended = self.json_of(*arguments)
        self.assertEqual(ended["cells"], {"done": 3})
        self.assertEqual(ended["targets"][0]["cost"], {"amount": "8.4", "currency": "USD"})
        self.asked()

        ended = self.json_of(*arguments[:-1], "3", code=1)
        self.assertEqual((ended["ended"], ended["cells"].get("done", 0)), ("budget", len(self.asked())))
        self.assertLess(ended["cells"].get("done", 0), 2)
        self.asked()

        result = self.evenhand(*arguments[:-1], "0.000001", code=1)
        self.assertIn("3 cells were not sent", result.stderr)
        self.assertNotIn("unpriced", result.stdout)

    def test_a_budget_in_another_currency_is_refused_before_there_is_a_run(self):
        prices = self.file("contract.csv", "channel;model;input;output;currency\nserved;hello;200000;600000;USD\n")
        self.evenhand("prices", "import", prices, "--workspace", self.workspace)
        arguments = [*self.run_arguments(self.lineup("hello")), "--budget", "5 EUR"]
        for option in ([], ["--allow-unpriced"], ["--dry-run"]):
            result = self.evenhand(*arguments, *option, code=2)
            self.assertIn("The budget is in EUR, but target A is priced in USD. Give the budget in USD.", result.stderr)
        self.assertEqual((self.asked(), self.json_of("runs", "list", "--workspace", self.workspace)["runs"]), ([], []))


    def test_a_target_without_a_price_is_refused_unless_it_is_said(self):
        arguments = [*self.run_arguments(self.lineup("hello")), "--budget", "5"]
        result = self.evenhand(*arguments, code=2)
        self.assertIn("The budget does not hold target A, which has no price. Nothing was sent.", result.stderr)
        self.assertIn("--allow-unpriced", result.stderr)
        self.assertEqual((self.asked(), result.stdout), ([], ""))
        self.assertEqual(self.json_of("runs", "list", "--workspace", self.workspace)["runs"], [])
        self.assertIn("It is sent with --allow-unpriced only.", self.evenhand(*arguments, "--dry-run").stdout)
        self.assertEqual(self.json_of(*arguments, "--dry-run")["outside_of_budget"], ["A"])
        ended = self.json_of(*arguments, "--allow-unpriced")
        self.assertEqual((ended["cells"], ended["targets"][0]["unpriced"]), ({"done": 3}, 3))


class ReuseTest(BatchTest):
    def test_equal_requests_are_not_sent_again(self):
        arguments = self.run_arguments(self.lineup("hello", "steady"))
        first = self.json_of(*arguments)["run_id"]
        originals = {cell["attempts"][0]["id"] for cell in map(json.loads, self.export(first).splitlines())}
        self.asked()
        plan = self.json_of(*arguments, "--repeat", "2", "--reuse-answers", "--dry-run")
        self.assertEqual((plan["requests"], plan["reused"]), (6, 6))
        text = self.evenhand(*arguments, "--repeat", "2", "--reuse-answers", "--dry-run").stdout
        self.assertIn("6 requests. 6 of 12 answers would be taken from earlier runs.", text)
        self.assertEqual(self.asked(), [])

        result = self.evenhand(*arguments, "--reuse-answers")
        self.assertEqual(self.asked(), [])
        self.assertIn("A1 served · hello: taken from an earlier run\n", result.stderr)
        self.assertIn("6 taken from earlier runs", result.stderr)
        self.assertIn("3, 3 reused", result.stdout)
        self.assertIn("nothing spent", result.stdout)
        run = self.json_of("runs", "list", "--workspace", self.workspace)["runs"][0]["run_id"]
        cells = [json.loads(line) for line in self.export(run).splitlines()]
        self.assertEqual({cell["attempts"][0]["copy_of"] for cell in cells}, originals)
        for cell in cells:
            self.assertEqual((cell["state"], cell["reused"], cell["timing"], cell["usage"]["output_total"]), ("done", True, {}, 3))
            self.assertFalse({"request", "cost", "unpriced", "started"} & set(cell["attempts"][0]))
        rows = list(csv.DictReader(io.StringIO(self.export(run, "--format", "csv"))))
        self.assertEqual({row["copy_of"] for row in rows}, originals)
        self.assertEqual({(row["reused"], row["total_ms"], row["cost"]) for row in rows}, {("true", "", "")})

    def test_what_is_new_is_asked(self):
        arguments = self.run_arguments(self.lineup("hello"))
        self.evenhand(*arguments)
        self.asked()
        self.file("more.csv", "city\n" + "\n".join([*CITIES, "Bergen"]) + "\n")
        ended = self.json_of(*self.run_arguments(self.lineup("hello"), "more.csv"), "--reuse-answers")
        self.assertEqual((ended["cells"], ended["targets"][0]["reused"]), ({"done": 4}, 3))
        self.assertEqual(ended["targets"][0]["output_tokens"], 3)
        self.assertEqual(self.asked(), [("hello", "Where is Bergen?")])
        self.assertEqual(self.json_of(*arguments, "--system", "Be brief.", "--reuse-answers")["targets"][0]["reused"], 0)
        self.assertEqual(self.json_of(*arguments)["targets"][0]["reused"], 0)
        self.assertEqual(len(self.asked()), 6)
        result = self.evenhand("run", "--lineup", self.lineup("hello"), "--prompt", "x", "--reuse-answers", code=2)
        self.assertIn("--reuse-answers goes with --suite.", result.stderr)


class ResumeTest(BatchTest):
    def test_failed_cells_alone_are_asked_again(self):
        run = self.json_of(*self.run_arguments(self.lineup("hello", "late")), code=1)
        self.assertEqual(run["cells"], {"done": 3, "failed": 3})
        self.assertEqual(self.asked(), questions("hello", "late"))
        nothing = self.evenhand("resume", run["run_id"], "--workspace", self.workspace, code=2)
        self.assertIn("Nothing of this run is left to be sent.", nothing.stderr)

        self.server.scripts["late"] = [{"content": "At last."}]
        self.assertEqual(self.resume(run["run_id"], "--failed")["cells"], {"done": 6})
        self.assertEqual(self.asked(), questions("late"))
        cells = [json.loads(line) for line in self.export(run["run_id"]).splitlines()]
        attempts = [len(cell["attempts"]) for cell in cells if cell["target"]["model"] == "late"]
        self.assertEqual(attempts, [2, 2, 2])

    def test_what_was_not_sent_is_sent_after_a_stop(self):
        arguments = [*self.run_arguments(self.lineup("steady")), "--concurrency", "1", "--json"]
        with subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            for line in process.stderr:
                if ": done" in line:
                    break
            process.terminate()
            output, _ = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        run = json.loads(output)
        done = run["cells"]["done"]
        self.assertTrue(1 <= done < len(CITIES))
        self.asked()
        self.assertEqual(self.resume(run["run_id"][:13])["cells"], {"done": 3})
        self.assertEqual(len(self.asked()), len(CITIES) - done)

    def test_mistakes(self):
        self.evenhand(*self.run_arguments(self.lineup("hello")))
        for arguments, said in (([], "Say which run"), (["zz"], 'no run whose id begins with "zz"')):
            self.assertIn(said, self.evenhand("resume", *arguments, "--workspace", self.workspace, code=2).stderr)
        nowhere = self.folder / "nowhere.evenhand"
        self.assertIn("There is no workspace", self.evenhand("resume", "zz", "--workspace", nowhere, code=3).stderr)
        self.assertFalse(nowhere.exists())


class ExportTest(BatchTest):
    def test_lines_of_json_and_of_csv(self):
        run = self.json_of(*self.run_arguments(self.lineup("hello")))["run_id"]
        cells = [json.loads(line) for line in self.export(run, "--format", "jsonl").splitlines()]
        self.assertEqual([(cell["state"], cell["text"]) for cell in cells], [("done", "Hello, you.")] * 3)
        rows = list(csv.DictReader(io.StringIO(self.export(run, "--format", "csv"))))
        self.assertEqual([(row["case"], row["model"], row["state"], row["text"]) for row in rows],
                         [(str(number + 1), "hello", "done", "Hello, you.") for number in range(3)])
        self.assertEqual((rows[0]["input_tokens"], rows[0]["output_tokens"]), ("5", "3"))
        result = self.evenhand("runs", "export", run, "--workspace", self.workspace, "--format", "xml", code=2)
        self.assertIn("--format is jsonl or csv.", result.stderr)


class SavedLineupTest(BatchTest):
    def test_a_lineup_of_the_workspace_is_taken_by_its_name(self):
        self.evenhand(*self.run_arguments(self.lineup("hello")))
        self.asked()
        with sqlite3.connect(self.workspace) as workspace:
            lineup = uuid.uuid4().bytes
            channel, = workspace.execute("SELECT id FROM channels").fetchone()
            workspace.execute("INSERT INTO lineups (id, name) VALUES (?, 'Two voices')", (lineup,))
            workspace.executemany("INSERT INTO lineup_targets (lineup, position, target, channel, model, parameters) "
                                  "VALUES (?, ?, ?, ?, ?, '{}')",
                                  [(lineup, position, uuid.uuid4().bytes, channel, model)
                                   for position, model in enumerate(("hello", "steady"))])
        workspace.close()
        self.assertEqual(self.json_of(*self.run_arguments("Two voices"))["cells"], {"done": 6})
        self.assertEqual(self.asked(), questions("hello", "steady"))
        result = self.evenhand(*self.run_arguments("Two voice"), code=2)
        self.assertIn('There is no lineup file "Two voice", and no lineup of this name in the workspace. '
                      'Did you mean "Two voices"?', result.stderr)


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
