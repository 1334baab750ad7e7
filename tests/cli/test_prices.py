#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test_prices.py EVENHAND: `evenhand prices` as a script would run it."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = ""
LONGEST = 60  # seconds that any one command may take


class PricesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.workspace = self.folder / "w.evenhand"
        gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME")
        self.environment = {name: value for name, value in os.environ.items() if name not in gone}
        self.environment["HOME"] = str(self.folder)

    def prices(self, *arguments, code=0):
        result = subprocess.run([PROGRAM, "prices", *map(str, arguments)], cwd=self.folder, env=self.environment,
                                text=True, capture_output=True, timeout=LONGEST, stdin=subprocess.DEVNULL)
        self.assertEqual(result.returncode, code, result.stderr + result.stdout)
        return result

    def json_of(self, *arguments, code=0):
        return json.loads(self.prices(*arguments, "--json", code=code).stdout)

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content)
        return path

    def input_price(self, *arguments):
        lines = self.json_of("parity", "claude-haiku-4-5", *arguments)["lines"]
        return {(line["channel"], line["own"]): line["prices_per_million"]["input"] for line in lines}


class ParityTest(PricesTest):
    def test_as_a_table(self):
        """The whole of what people see, so that a change of it is seen."""
        text = self.prices("parity", "claude-opus-4.5", "--date", "2026-11-21", "--rate", "inr=88.42@2026-11-20").stdout
        self.assertEqual(text.splitlines()[:8], [
            "claude-opus-4-5, standard tier, 2026-11-21",
            "1,000 requests, each with tokens: 3,000 of fresh input, 750 of output",
            "",
            "CHANNEL                 REGION                                   INPUT  OUTPUT        COST          INR   PREMIUM  SOURCE",
            "Anthropic               all regions                                  5      25   33.75 USD  2984.18 INR      base  genai-prices 0.1.8, 2026-09-23",
            "Claude Platform on AWS  all regions                                  5      25   33.75 USD  2984.18 INR   +0.00 %  portkey-models, 2026-08-21 (older list)",
            "Amazon Bedrock          global                                       5      25   33.75 USD  2984.18 INR   +0.00 %  genai-prices 0.1.8, 2026-09-23",
            "Microsoft Azure         all regions                                  5      25   33.75 USD  2984.18 INR   +0.00 %  genai-prices 0.1.8, 2026-09-23 [1]",
        ])
        for said in ("Shown in INR at 88.42 INR for 1 USD, 2026-11-20.", "Premium: over Anthropic, which makes the model.",
                     "(MIT)", "not what an invoice says", "disputed, portkey-models, 2026-08-21 says input 5,"):
            self.assertIn(said, text)

    def test_as_json(self):
        parity = self.json_of("parity", "anthropic.claude-opus-4-5-20251101-v1:0", "--mix", "input=1000,output=100,requests=1")
        self.assertEqual((parity["family"], parity["maker"]), ("claude-opus-4-5", "anthropic"))
        base = parity["lines"][0]
        # 1,000 × 5 and 100 × 25 millionths of a dollar
        self.assertEqual(base["cost"], {"nano": 7_500_000, "currency": "USD", "text": "0.0075 USD"})
        self.assertTrue(base["is_base"])
        regional = next(line for line in parity["lines"] if (line["channel"], line["place"]) == ("aws-bedrock", "regional"))
        self.assertEqual(regional["premium_percent"], 10)
        self.assertEqual(regional["source"]["licence"], "MIT")
        self.assertTrue(regional["disputed"])
        self.assertEqual(len(regional["price_row"]), 16)

    def test_regions_tiers_and_long_contexts(self):
        regions = {line["place"] for line in self.json_of("parity", "gpt-5.4", "--region", "eu")["lines"]}
        self.assertIn("eu data zone", regions)
        older = {line["place"]: line["older_list"] for line in self.json_of("parity", "gpt-5.4", "--region", "eu")["lines"]}
        self.assertTrue(older["eu data zone"])
        self.assertIn('Did you mean "ap-south-1"?', self.prices("parity", "nova-pro", "--region", "ap-suoth-1").stderr)
        self.assertEqual(self.prices("parity", "nova-pro", "--region", "ap-south-1 (Mumbai)").stderr, "")
        self.assertIn("litellm, 2026-07-24 (older list)", self.prices("parity", "gpt-5.4").stdout)
        self.assertNotIn("us data zone", regions)
        batch = self.json_of("parity", "gpt-5.4", "--tier", "batch")["lines"]
        self.assertEqual({line["tier"] for line in batch}, {"batch"})
        cost = {mix: self.json_of("parity", "claude-sonnet-4-5", "--mix", mix)["lines"][0]["cost"]["text"]
                for mix in ("input=200000,requests=1", "input=200001,requests=1")}
        self.assertEqual(list(cost.values()), ["0.60 USD", "1.200006 USD"])

    def test_mistakes(self):
        for arguments, said in ((["parity"], "Say which model"),
                                (["parity", "claude-haiku-4-6"], 'Did you mean "claude-haiku-4-5"?'),
                                (["parity", "o3", "--mix", "inputs=1"], 'A mix has no "inputs"'),
                                (["parity", "o3", "--date", "soon"], "--date takes a day"),
                                (["parity", "o3", "--rate", "88"], "--rate takes what one US dollar is"),
                                (["parity", "o3", "--tier", "gold"], "for this region, tier and day"),
                                (["paritty"], 'Did you mean "parity"?'),
                                (["list", "--model", "no such model"], "The price book has no row"),
                                (["import", "none.csv"], "There is no price file")):
            result = self.prices(*arguments, code=2)
            self.assertIn(said, result.stderr)
            self.assertEqual(result.stdout, "")
        result = self.prices("parity", "o3", "--workspace", self.workspace, code=3)
        self.assertIn("There is no workspace", result.stderr)


class ListTest(PricesTest):
    def test_rows_of_a_model(self):
        rows = self.json_of("list", "--model", "gpt-5.4")["rows"]
        self.assertTrue({"openai", "azure", "aws-bedrock"} <= {row["channel"] for row in rows})
        self.assertIn("not what an invoice says", self.prices("list", "--model", "gpt-5.4").stdout)


class ImportTest(PricesTest):
    OWN = "channel;model;input;output;currency;discount\nanthropic;claude-haiku-*;;;;10\n"

    def test_own_prices(self):
        path = self.file("contract 2026-11-20.csv", self.OWN)
        tried = self.prices("import", path, "--dry-run")
        self.assertIn("would be imported", tried.stdout)
        self.assertFalse(self.workspace.exists())
        done = self.prices("import", path, "--workspace", self.workspace)
        self.assertNotIn("would be", done.stdout)
        prices = self.input_price("--workspace", self.workspace)
        self.assertEqual((prices["anthropic", False], prices["anthropic", True]), ("1", "0.9"))
        # The same file again takes its place.
        path.write_text(self.OWN.replace("10", "20"))
        self.prices("import", path, "--workspace", self.workspace)
        self.assertEqual(self.input_price("--workspace", self.workspace)["anthropic", True], "0.8")
        self.assertNotIn(("anthropic", True), self.input_price())

    def test_imported_prices_are_taken_out_of_use(self):
        path = self.file("contract.csv", self.OWN)
        self.prices("import", path, "--workspace", self.workspace)
        at = ("--workspace", self.workspace)
        self.assertIn('There are "contract.csv".', self.prices("remove", "contrat.csv", *at, code=2).stderr)
        self.assertIn("stays as it is", self.prices("remove", "contract.csv", *at).stdout)
        self.assertNotIn(("anthropic", True), self.input_price(*at))
        self.assertIn('"contract.csv" (not in use)', self.prices("remove", "contract.csv", *at, code=2).stderr)
        self.assertTrue(self.json_of("restore", "contract.csv", *at)["in_use"])
        self.assertIn(("anthropic", True), self.input_price(*at))
        self.assertIn("There is no workspace", self.prices("remove", "x", "--workspace", self.folder / "no", code=2).stderr)

    def test_files_of_spreadsheet_programs(self):
        path = self.folder / "contract.csv"
        path.write_bytes("\ufeffchannel;model;input;output;currency\r\nanthropic;claude-haiku-4-5;0.75;3;EUR\r\n".encode())
        self.prices("import", path, "--workspace", self.workspace)
        self.assertEqual(self.input_price("--workspace", self.workspace)["anthropic", True], "0.75")

    def test_nothing_is_imported_before_the_person_decides(self):
        path = self.file("contract.csv", self.OWN + "anthropic;claude-opus-5;two;3;USD;\n")
        result = self.prices("import", path, "--workspace", self.workspace, code=2)
        self.assertIn('contract.csv:3: "two" in the column "input" is not a price such as 2.50', result.stderr)
        self.assertIn("Nothing was imported", result.stderr)
        self.assertFalse(self.workspace.exists())
        said = self.json_of("import", path, "--workspace", self.workspace, "--skip-bad-rows")
        self.assertEqual((said["imported"], [mistake["line"] for mistake in said["mistakes"]]), (True, [3]))
        self.assertIn(("anthropic", True), self.input_price("--workspace", self.workspace))

    def test_a_newer_catalogue(self):
        models = [{"id": "claude-haiku-4-5", "match": {"starts_with": "claude-haiku-4-5"},
                   "prices": {"input_mtok": 0.5, "output_mtok": 2.5}}]
        path = self.file("genai-prices-2027-01-01.json", json.dumps([{"id": "anthropic", "models": models}]))
        self.prices("import", path, "--workspace", self.workspace)
        self.assertEqual(self.input_price("--workspace", self.workspace)["anthropic", False], "0.5")

    def test_files_of_another_kind(self):
        path = self.file("x.json", "{}")
        self.assertIn("not a file of genai-prices", self.prices("import", path, "--dry-run", code=2).stderr)
        result = self.prices("import", path, "--kind", "litelm", code=2)
        self.assertIn('Did you mean "litellm"?', result.stderr)


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
