#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""test_cli.py EVENHAND: runs the program as a script would, without a display."""

import base64
import hashlib
import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))
from chatserver import KEY, MODELS, ChatServer  # noqa: E402

PROGRAM = ""
LONGEST = 60  # seconds that any one command may take
COMMANDS = ["run", "runs", "models", "channels", "plugins", "prices"]

SAMPLE = """\
channels:
  sample: {plugin: replay, speed: instant}
targets:
  - {channel: sample, model: sample-prose}
  - {channel: sample, model: sample-reasoning}
"""
WITH_TROUBLE = SAMPLE + "  - {channel: sample, model: sample-trouble}\n"


class CliTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = ChatServer()

    @classmethod
    def tearDownClass(cls):
        cls.server.shutdown()
        cls.server.server_close()

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.workspace = self.folder / "w.evenhand"
        gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_DATA_HOME")
        self.environment = {name: value for name, value in os.environ.items() if name not in gone}
        self.environment |= {"HOME": str(self.folder), "TEST_KEY": KEY}

    def start(self, *arguments, **options):
        return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def evenhand(self, *arguments, code=0, stdin=None):
        result = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment, text=True,
                                input=stdin if stdin is not None else "", capture_output=True, timeout=LONGEST)
        self.assertEqual(result.returncode, code, result.stderr + result.stdout)
        return result

    def json_of(self, *arguments, code=0):
        return json.loads(self.evenhand(*arguments, "--json", code=code).stdout)

    def file(self, name, content):
        path = self.folder / name
        path.write_text(content)
        return path

    def sample(self, content=SAMPLE):
        return self.file("sample.yaml", content)

    def served(self, *models, key="env:TEST_KEY"):
        targets = "".join(f"  - {{channel: served, model: {model}}}\n" for model in models)
        return self.file("served.yaml", f'channels:\n  served: {{plugin: openai, base_url: "{self.server.url}", '
                                        f'key: "{key}"}}\ntargets:\n{targets}')

    def run_arguments(self, lineup, prompt="Has parcel 1042 arrived?"):
        return ["run", "--workspace", self.workspace, "--lineup", lineup, "--prompt", prompt]

    def wait_for(self, stream, *texts):
        seen = ""
        while not all(text in seen for text in texts):
            line = stream.readline()
            self.assertTrue(line, f"the program ended before it said {texts}: {seen}")
            seen += line

    def wait_for_text_on_disk(self):
        """A checkpoint has been written."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            runs = self.json_of("runs", "list", "--workspace", self.workspace)["runs"]
            cells = self.json_of("runs", "show", runs[0]["run_id"], "--workspace", self.workspace)["cells"]
            if any(cell["text"] for cell in cells):
                return cells
        self.fail("no text came to the disk")


class UsageTest(CliTest):
    def test_version_needs_nothing(self):
        self.assertRegex(self.evenhand("--version").stdout, r"\Aevenhand \d+\.\d+\.\d+\n\Z")

    def test_help_tells_commands_options_and_exit_codes(self):
        for command in COMMANDS:
            self.assertIn(f"\n  {command} ", self.evenhand("--help").stdout)
            help_text = self.evenhand(command, "--help").stdout
            self.assertEqual(help_text, self.evenhand("help", command).stdout)
            self.assertIn("Exit codes:\n  0 ", help_text)
            self.assertIn("\n  130 ", help_text)
            for option in re.findall(r"^  (--[a-z-]+)", help_text, re.MULTILINE):
                said = subprocess.run([PROGRAM, command, option, "x"], cwd=self.folder, env=self.environment, text=True,
                                      stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST).stderr
                self.assertNotIn("no option", said)

    def test_lineup_in_the_help_is_a_good_one(self):
        example = re.search(r"\n(  channels:.*?)\n\n", self.evenhand("run", "--help").stdout, re.DOTALL)[1]
        lineup = self.file("help.yaml", re.sub(r"^  ", "", example, flags=re.MULTILINE))
        self.assertEqual([channel["name"] for channel in self.json_of("channels", "list", "--lineup", lineup)["channels"]],
                         ["local", "sample"])

    def test_mistakes_are_told_with_2_and_stdout_stays_clean(self):
        lineup = self.sample()
        for arguments, reason in [
            (["rnu"], 'There is no command "rnu". Did you mean "run"?'),
            (["help", "rnu"], 'There is no command "rnu".'),
            (["run", "--lnieup", lineup], 'There is no option --lnieup. Did you mean "lineup"?'),
            (["run", "--lineup"], "Missing value after '--lineup'."),
            (["run"], "--lineup FILE"),
            (["run", "--lineup", lineup], "Give the prompt"),
            (["run", "--lineup", lineup, "--prompt", "x", "--prompt-file", "y"], "Give the prompt"),
            (["run", "--lineup", lineup, "--prompt", " "], "The prompt is empty."),
            (["run", "--lineup", lineup, "--prompt", "-"], "The prompt is empty."),
            (["run", "--lineup", lineup, "--prompt-file", "missing"], '"missing" cannot be read'),
            (["run", "--lineup", "missing", "--prompt", "x"], 'There is no lineup file "missing"'),
            (["run", "--lineup", lineup, "--prompt", "x", "--repeat", "0"], "--repeat takes a number from 1"),
            (["run", "--lineup", lineup, "--prompt", "x", "--repeat", "many"], "--repeat takes a number from 1"),
            (["run", "--lineup", lineup, "--prompt", "x", "--var", "name"], "--var NAME=VALUE"),
            (["run", "--lineup", lineup, "--prompt", "x", "too"], '"too"'),
            (["runs"], "evenhand runs list"),
            (["runs", "show"], "evenhand runs show ID"),
            (["runs", "list", "--prompt", "x"], 'The command "runs" has no option --prompt.'),
            (["models"], "evenhand models CHANNEL"),
            (["models", "smaple", "--lineup", lineup], 'There is no channel "smaple". Did you mean "sample"?'),
            (["channels"], "evenhand channels list"),
            (["channels", "test", "other", "--lineup", lineup], 'There is no channel "other".'),
            (["plugins"], "evenhand plugins list"),
            (["plugins", "list", "--plugin-folder", "missing"], 'There is no folder "missing"'),
            (["runs", "list", "--workspace", ""], "--workspace takes the name of a file."),
            (["run", "--lineup", lineup, "--prompt-file", "/dev/zero"], "The prompt is larger than 64 MiB"),
            (["run", "--lineup", "/dev/zero", "--prompt", "x"], "/dev/zero:1: The file is larger than 1 MiB"),
            (["--json"], "The option --json needs a command."),
            (["--workspace", "a.evenhand", "b.evenhand"], "Give one workspace"),
        ]:
            with self.subTest(arguments=arguments):
                result = self.evenhand(*arguments, code=2)
                self.assertIn(reason, result.stderr)
                self.assertEqual(result.stdout, "")
        self.assertEqual(os.listdir(self.folder), ["sample.yaml"])

    def test_results_that_cannot_be_written_are_no_success(self):
        lineup = self.sample()
        run = ["run", "--workspace", self.workspace, "--lineup", lineup, "--prompt", "x", "--json"]
        for redirection in (">/dev/full", ">&-"):
            with self.subTest(redirection=redirection):
                result = subprocess.run(["sh", "-c", f'"$@" {redirection}', "sh", PROGRAM, *map(str, run)],
                                        cwd=self.folder, env=self.environment, text=True, stdin=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, timeout=LONGEST)
                self.assertEqual(result.returncode, 1)
                self.assertIn("The results could not be written to stdout.", result.stderr)
        runs = self.json_of("runs", "list", "--workspace", self.workspace)["runs"]
        self.assertEqual([each["cells"] for each in runs], [{"done": 2}, {"done": 2}])

    def test_options_may_stand_before_the_command_and_qt_ones_are_taken(self):
        self.assertEqual(self.json_of("--platform", "offscreen", "plugins", "list"), self.json_of("plugins", "list"))

    def test_plugins_are_listed_with_reasons(self):
        folder = self.folder / "plugins"
        folder.mkdir()
        (folder / "broken.so").write_bytes(b"not a library")
        plugins = self.json_of("--plugin-folder", folder, "plugins", "list")["plugins"]
        states = {plugin["id"]: plugin["state"] for plugin in plugins}
        self.assertEqual(states["replay"], "loaded")
        self.assertEqual(states["openai"], "loaded")
        broken, = (plugin for plugin in plugins if plugin["path"].endswith("broken.so"))
        self.assertEqual(broken["state"], "refused")
        self.assertTrue(broken["reason"])
        self.assertIn(broken["reason"], self.evenhand("plugins", "list", "--plugin-folder", folder).stdout)


class RunTest(CliTest):
    def test_all_done(self):
        result = self.evenhand(*self.run_arguments(self.sample()))
        self.assertIn("I cannot tell. No tool was offered", result.stdout)
        self.assertIn('[tool call] track_parcel {"carrier":null,"number":"1042"}', result.stdout)
        self.assertIn("A sample · sample-prose: done\n", result.stderr)
        self.assertNotIn("sample-prose: done", result.stdout)

    def test_json_has_everything_under_stable_names(self):
        output = self.json_of(*self.run_arguments(self.sample()))
        self.assertRegex(output["run_id"], r"\A[0-9a-f-]{36}\Z")
        prose, reasoning = output["cells"]
        for cell in (prose, reasoning):
            self.assertEqual(set(cell), {"id", "target", "repeat", "state", "text", "reasoning", "refusal", "tool_calls",
                                         "stop_reason", "provider_stop_reason", "usage", "timing", "notices",
                                         "attempts", "error", "reused"})
            self.assertEqual(cell["state"], "done")
            self.assertIsNone(cell["error"])
            self.assertEqual([attempt["number"] for attempt in cell["attempts"]], [1])
            self.assertGreaterEqual(cell["timing"]["total_ms"], cell["timing"]["first_token_ms"])
        self.assertEqual(prose["target"]["channel"], "sample")
        self.assertEqual(prose["target"]["model"], "sample-prose")
        self.assertEqual(prose["stop_reason"], "stop")
        self.assertGreater(prose["usage"]["output_visible"], 0)
        self.assertEqual(reasoning["stop_reason"], "tool_call")
        self.assertIn("take", reasoning["reasoning"])
        self.assertEqual(reasoning["tool_calls"],
                         [{"id": "call_1", "name": "track_parcel", "arguments": '{"carrier":null,"number":"1042"}'}])

    def test_a_failed_cell_leaves_the_others_alone(self):
        output = self.json_of(*self.run_arguments(self.sample(WITH_TROUBLE), "Write a retry helper"), code=1)
        self.assertEqual([cell["state"] for cell in output["cells"]], ["done", "done", "failed"])
        trouble = output["cells"][2]
        self.assertEqual(trouble["error"]["code"], "server")
        self.assertIn("broke the answer off", trouble["error"]["message"])
        self.assertIn("```python", trouble["text"])

    def test_shown_later_it_is_the_same(self):
        ran = self.json_of(*self.run_arguments(self.sample(WITH_TROUBLE), "Write a retry helper"), code=1)
        self.assertEqual(self.json_of("runs", "show", ran["run_id"][:8], "--workspace", self.workspace), ran)
        runs = self.json_of("runs", "list", "--workspace", self.workspace)["runs"]
        self.assertEqual([(run["run_id"], run["cells"]) for run in runs], [(ran["run_id"], {"done": 2, "failed": 1})])
        self.assertIn("Write a retry helper", self.evenhand("runs", "list", "--workspace", self.workspace).stdout)
        result = self.evenhand("runs", "show", "zz", "--workspace", self.workspace, code=2)
        self.assertIn('no run whose id begins with "zz"', result.stderr)

    def test_prompt_from_stdin_and_file_with_variables(self):
        lineup = self.sample()
        prompt = self.file("prompt.txt", "Has parcel {{number}} arrived, {{who}}?\n")
        arguments = ["run", "--workspace", self.workspace, "--lineup", lineup, "--var", "number=10=42", "--json"]
        result = self.evenhand(*arguments, "--prompt-file", prompt, "--system", "Be {{mood}}.")
        self.assertIn("{{who}} has no value", result.stderr)
        self.assertIn("{{mood}} has no value", result.stderr)
        kept = json.loads(result.stdout)["prompt"]
        self.assertEqual(kept["user"], "Has parcel {{number}} arrived, {{who}}?\n")
        self.assertEqual(kept["variables"], {"number": "10=42"})
        for way in (["--prompt", "-"], ["--prompt-file", "-"]):
            result = self.evenhand(*arguments, *way, stdin="Grüße")
            self.assertEqual(json.loads(result.stdout)["prompt"]["user"], "Grüße")
        long = "a" * 300_000  # many times what a pipe holds
        result = self.evenhand(*arguments, "--prompt", "-", stdin=long)
        self.assertEqual(json.loads(result.stdout)["prompt"]["user"], long)

    def test_attachments_are_sent_and_named(self):
        notes = self.file("notes.txt", "Mutexes and semaphores.")
        arguments = [*self.run_arguments(self.served("hello")), "--attach", notes]
        output = self.json_of(*arguments)
        self.assertIn("Mutexes and semaphores.", json.dumps(self.server.requests[-1]["messages"]))
        self.assertEqual(output["prompt"]["attachments"],
                         [{"path": str(notes), "media_type": "text/plain", "size": 23,
                           "sha256": hashlib.sha256(b"Mutexes and semaphores.").hexdigest()}])
        self.assertEqual(output["cells"][0]["notices"], ["“notes.txt” was sent as a part of the prompt's text."])
        content = b"%PDF-1.4\n" + bytes(2000)
        report = self.folder / "report"
        report.write_bytes(content)
        output = self.json_of(*self.run_arguments(self.served("hello")), "--attach", report)
        encoded = base64.b64encode(content).decode()
        self.assertIn("data:application/pdf;base64," + encoded, json.dumps(self.server.requests[-1]["messages"]))
        body = output["cells"][0]["attempts"][0]["request"]["body"]
        self.assertIn(f"base64,[2009 bytes, SHA-256 {hashlib.sha256(content).hexdigest()}]", body)
        self.assertNotIn(encoded, body)
        output = self.json_of(*self.run_arguments(self.sample()), "--attach", notes)
        self.assertEqual([cell["notices"] for cell in output["cells"]],
                         [["“notes.txt” was not sent: this channel takes no documents."]] * 2)
        result = self.evenhand(*arguments, "--attach", "missing.pdf", code=2)
        self.assertIn("“missing.pdf” cannot be read", result.stderr)

    def test_tools_and_an_answer_format_are_sent(self):
        parameters = {"type": "object", "properties": {"city": {"type": "string"}}}
        tools = self.file("tools.json", json.dumps([{"name": "weather", "description": "", "parameters": parameters}]))
        schema = self.file("format.json", json.dumps({"title": "city", **parameters}))
        arguments = self.run_arguments(self.served("hello"))
        output = self.json_of(*arguments, "--tools", tools, "--format", schema)
        sent = self.server.requests[-1]
        self.assertEqual([tool["function"]["name"] for tool in sent["tools"]], ["weather"])
        self.assertEqual(sent["response_format"]["json_schema"]["name"], "city")
        self.assertEqual([tool["name"] for tool in output["prompt"]["tools"]], ["weather"])
        self.assertEqual(output["prompt"]["format"]["name"], "city")
        output = self.json_of(*self.run_arguments(self.sample()), "--format", schema)
        self.assertEqual([cell["notices"] for cell in output["cells"]],
                         [["The answer format was not sent: this channel takes none."]] * 2)
        result = self.evenhand(*arguments, "--tools", schema, code=2)
        self.assertIn('format.json" cannot be used. A tool set is a list', result.stderr)
        result = self.evenhand(*arguments, "--format", "missing.json", code=2)
        self.assertIn('"missing.json" cannot be read', result.stderr)

    def test_recorded_results_are_sent_back(self):
        tool = {"name": "track_parcel", "description": "", "parameters": {"type": "object"}, "result": {"at": "Kassel"}}
        arguments = *self.run_arguments(self.sample()), "--tools", self.file("tools.json", json.dumps([tool]))
        output = self.json_of(*arguments)
        self.assertEqual(output["prompt"]["tools"], [tool])
        prose, reasoning = output["cells"]
        self.assertEqual(prose["attempts"][0]["rounds"], [])
        self.assertEqual((reasoning["stop_reason"], reasoning["tool_calls"]), ("stop", []))
        self.assertIn("The look-up came back", reasoning["text"])
        asked, = reasoning["attempts"][0]["rounds"]
        self.assertEqual((asked["stop_reason"], asked["tool_calls"][0]["name"]), ("tool_call", "track_parcel"))
        self.assertEqual(asked["results"],
                         [{"tool_call_id": "call_1", "name": "track_parcel", "text": '{"at":"Kassel"}'}])
        self.assertGreater(reasoning["usage"]["output_total"], asked["usage"]["output_total"])
        self.assertEqual(self.json_of("runs", "show", output["run_id"], "--workspace", self.workspace), output)
        text = self.evenhand("runs", "show", output["run_id"], "--workspace", self.workspace).stdout
        self.assertIn(" · 2 requests\n", text)
        self.assertRegex(text, r'(?s)\[tool call\] track_parcel .*\[recorded result\] {"at":"Kassel"}\n\nThe look-up came')

    def test_repeats(self):
        output = self.json_of(*self.run_arguments(self.sample()), "--repeat", "3")
        self.assertEqual([(cell["target"]["letter"], cell["repeat"]) for cell in output["cells"]],
                         [("A", 0), ("A", 1), ("A", 2), ("B", 0), ("B", 1), ("B", 2)])

    def test_default_workspace(self):
        self.evenhand("run", "--lineup", self.sample(), "--prompt", "x")
        self.assertTrue((self.folder / ".local/share/evenhand/Evaluations.evenhand").exists())
        self.assertEqual(len(self.json_of("runs", "list")["runs"]), 1)

    def test_channels_are_kept_once_and_a_different_one_gets_another_name(self):
        for _ in range(2):
            self.assertNotIn("note:", self.evenhand(*self.run_arguments(self.sample())).stderr)
        other = self.sample(SAMPLE.replace("instant", '"10"'))
        for _ in range(2):
            result = self.evenhand(*self.run_arguments(other))
            self.assertIn('another channel "sample"; the one of the lineup file is kept as "sample 2"', result.stderr)
        channels = self.json_of("channels", "list", "--workspace", self.workspace)["channels"]
        self.assertEqual([channel["name"] for channel in channels], ["sample", "sample 2"])

    def test_a_target_may_use_a_channel_of_the_workspace(self):
        self.evenhand(*self.run_arguments(self.sample()))
        lineup = self.file("kept.yaml", "targets:\n  - {channel: sample, model: sample-code}\n")
        self.evenhand(*self.run_arguments(lineup))
        lineup = self.file("kept.yaml", "targets:\n  - {channel: smaple, model: sample-code}\n")
        result = self.evenhand(*self.run_arguments(lineup), code=2)
        self.assertIn('kept.yaml:2: There is no channel "smaple", neither in this file nor in the workspace. '
                      'Did you mean "sample"?', result.stderr)

    def test_bad_lineups_write_nothing(self):
        lineup = self.file("bad.yaml", "channels:\n  c: {plugin: opneai}\n  d: {plugin: openai, base_url: 'ftp://x', "
                                       f"key: {KEY}}}\ntargets:\n  - {{channel: e, modle: m}}\n")
        result = self.evenhand(*self.run_arguments(lineup), code=2)
        lines = [line.split(": ")[0].rsplit(":", 1)[1] for line in result.stderr.splitlines()]
        self.assertEqual(lines, ["2", "3", "5", "5", "5"])
        self.assertNotIn(KEY, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertEqual(os.listdir(self.folder), ["bad.yaml"])

    def slow_lineup(self, text):
        recording = {"format": "evenhand-recording/1", "model": "slow", "answers": [{"events": [
            {"kind": "text", "text": text}, {"at_ms": 400, "kind": "stop", "reason": "stop"}]}]}
        self.file("slow.json", json.dumps(recording))
        return self.file("slow.yaml", f"channels: {{slow: {{plugin: replay, folder: '{self.folder}'}}}}\n"
                                      "targets: [{channel: slow, model: slow}]\n")

    def said_to_terminal(self, stream, *arguments):
        """What a run says on a stream that is a terminal."""
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: slave}
        with subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, **streams) as process:
            process.communicate(timeout=LONGEST)
        os.close(slave)
        said = b""
        while select.select([master], [], [], 0)[0]:
            try:
                said += os.read(master, 65536)
            except OSError:  # as a terminal says that nothing is left
                break
        return said.decode()

    def test_a_test_says_at_which_step_it_failed(self):
        lineup = self.file("far.yaml", "channels:\n  far: {plugin: openai, base_url: \"https://provider.example/v1\"}\n"
                                       "targets:\n  - {channel: far, model: m}\n")
        self.environment["EVENHAND_CA_FILE"] = str(self.folder / "nothing.pem")
        arguments = ("channels", "test", "--lineup", lineup)
        channel, = self.json_of(*arguments, code=1)["channels"]
        self.assertEqual(channel["error"]["step"], "security")
        self.assertEqual([(step["step"], step["state"]) for step in channel["steps"]],
                         [("name", "not reached"), ("connection", "not reached"), ("security", "failed"),
                          ("sign_in", "not reached"), ("permission", "not reached"), ("model", "not reached")])
        self.assertIn("at security: The file of certificate authorities", self.evenhand(*arguments, code=1).stdout)

    def test_a_terminal_gets_one_live_line(self):
        said = self.said_to_terminal("stderr", *self.run_arguments(self.slow_lineup("x")))
        self.assertIn("\r\x1b[K0 of 1 ended", said)
        self.assertRegex(said, r"\r\x1b\[K1 of 1 ended · [0-9.]+ s\r?\n\Z")

    def test_a_terminal_shows_what_would_deceive(self):
        arguments = self.run_arguments(self.slow_lineup("a\u202eb\u200bc"))
        self.assertIn("a\u2039U+202E\u203ab\u2039U+200B\u203ac", self.said_to_terminal("stdout", *arguments))
        self.assertIn("a\u202eb\u200bc", self.evenhand(*arguments).stdout)


class ServerTest(CliTest):
    def test_answer_of_a_server(self):
        output = self.json_of(*self.run_arguments(self.served("hello"), "Hi"))
        cell, = output["cells"]
        self.assertEqual(cell["text"], "Hello, you.")
        self.assertEqual(cell["usage"], {"input_fresh": 5, "input_total": 5, "output_visible": 3, "output_total": 3})
        self.assertEqual(cell["attempts"][0]["identity"]["model"], "served")
        self.assertEqual(json.loads(cell["attempts"][0]["request"]["body"])["model"], "hello")

    def test_each_failure_has_its_code_and_keeps_what_came(self):
        output = self.json_of(*self.run_arguments(self.served("hello", "nobody", "cut"), "Hi"), code=1)
        hello, nobody, cut = output["cells"]
        self.assertEqual(hello["state"], "done")
        self.assertEqual(nobody["error"]["code"], "bad_request")
        self.assertIn("model 'nobody' not found", nobody["error"]["message"])
        self.assertIn(cut["error"]["code"], ("network", "protocol"))
        self.assertEqual(cut["text"], "two words")

    def test_a_missing_and_a_wrong_key(self):
        result = self.evenhand(*self.run_arguments(self.served("hello", key="env:NOT_SET"), "Hi"), code=2)
        self.assertRegex(result.stderr, r":\d+: .*NOT_SET")
        self.assertFalse(self.workspace.exists())
        self.environment["TEST_KEY"] = "sk-wrong-9999"
        result = self.evenhand(*self.run_arguments(self.served("hello"), "Hi"), "--json", code=1)
        self.assertEqual(json.loads(result.stdout)["cells"][0]["error"]["code"], "auth")
        self.assertNotIn("sk-wrong-9999", result.stdout + result.stderr)

    def test_a_test_says_when_the_token_ended(self):
        claims = base64.urlsafe_b64encode(b'{"exp":1767323045}').decode().rstrip("=")
        self.environment["TEST_KEY"] = f"eyJhbGciOiJub25lIn0.{claims}.c2lnbmVk"
        arguments = ("channels", "test", "--lineup", self.served("hello"))
        channel, = self.json_of(*arguments, code=1)["channels"]
        self.assertEqual(channel["error"]["step"], "sign_in")
        self.assertEqual(channel["credential"]["expires"], "2026-01-02T03:04:05Z")
        shown = self.evenhand(*arguments, code=1).stdout
        self.assertIn("Authorised by the access token that was entered, which expired at 2026-01-0", shown)
        self.assertNotIn(claims, shown)

    def test_models_and_tests_of_channels(self):
        lineup = self.served("hello")
        self.assertIn("endless", self.evenhand("models", "served", "--lineup", lineup).stdout)
        models = self.json_of("models", "served", "--lineup", lineup)["models"]
        self.assertEqual([model["id"] for model in models], sorted(MODELS))
        both = self.file("both.yaml", lineup.read_text().replace(
            "targets:", "  none: {plugin: openai, base_url: 'http://127.0.0.1:1/v1', key: 'env:TEST_KEY'}\ntargets:"))
        tests = self.json_of("channels", "test", "--lineup", both, code=1)["channels"]
        self.assertEqual([(test["channel"], test["ok"]) for test in tests], [("none", False), ("served", True)])
        self.evenhand("channels", "test", "served", "--lineup", both)
        self.assertFalse(self.workspace.exists())

    def test_the_key_is_nowhere(self):
        lineup = self.served("hello", "echo-key", "nobody")
        arguments = [*self.run_arguments(lineup, "Hi"), "--json"]
        said = self.evenhand(*arguments, code=1)
        self.assertEqual(json.loads(said.stdout)["cells"][1]["text"], "[redacted]")
        outputs = [said.stdout, said.stderr]
        for command in (["runs", "list"], ["channels", "list"], ["channels", "test"]):
            outputs.append(self.evenhand(*command, "--workspace", self.workspace, "--json").stdout)
        for name, content in [(path.name, path.read_bytes()) for path in self.folder.rglob("*") if path.is_file()]:
            self.assertNotIn(KEY.encode(), content, name)
        for output in outputs:
            self.assertNotIn(KEY, output)


class WorkspaceTest(CliTest):
    def test_interrupted_it_keeps_what_arrived(self):
        with self.start(*self.run_arguments(self.served("endless", "hello"), "Go"), "--json") as process:
            self.wait_for(process.stderr, "endless: streaming", "hello: done")
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        ran = json.loads(output)
        endless, hello = ran["cells"]
        self.assertEqual(endless["state"], "cancelled")
        self.assertTrue(endless["text"].startswith("w0 "))
        self.assertEqual(hello["state"], "done")
        self.assertEqual(self.json_of("runs", "show", ran["run_id"], "--workspace", self.workspace), ran)

    def test_a_closed_terminal_stops_it_and_nohup_does_not(self):
        run = self.run_arguments(self.served("endless"), "Go")
        with self.start(*run, "--json") as process:
            self.wait_for(process.stderr, "endless: streaming")
            process.send_signal(signal.SIGHUP)
            process.send_signal(signal.SIGHUP)
            output, _ = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(json.loads(output)["cells"][0]["state"], "cancelled")

        with self.start(*run, preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as process:
            self.wait_for(process.stderr, "endless: streaming")
            process.send_signal(signal.SIGHUP)
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(errors.count("stopping"), 1)

    def test_a_second_signal_ends_at_once(self):
        with self.start(*self.run_arguments(self.served("endless"), "Go")) as process:
            self.wait_for(process.stderr, "endless: streaming")
            os.kill(process.pid, signal.SIGSTOP)  # so that both are there when it goes on
            process.send_signal(signal.SIGINT)
            process.send_signal(signal.SIGTERM)
            os.kill(process.pid, signal.SIGCONT)
            output, _ = process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(output, "")

    def test_others_read_while_one_writes_and_writers_are_told_who_it_is(self):
        with self.start(*self.run_arguments(self.served("endless"), "Go"), "--json") as process:
            self.wait_for(process.stderr, "endless: streaming")
            cells = self.wait_for_text_on_disk()
            self.assertEqual(cells[0]["state"], "streaming")
            self.assertEqual(len(self.json_of("channels", "list", "--workspace", self.workspace)["channels"]), 1)
            self.json_of("channels", "test", "--workspace", self.workspace)
            second = self.evenhand(*self.run_arguments(self.sample()), code=3)
            self.assertIn(f"in use by evenhand (process {process.pid}", second.stderr)
            self.assertEqual(second.stdout, "")
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=LONGEST)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(len(self.json_of("runs", "list", "--workspace", self.workspace)["runs"]), 1)

    def test_killed_it_is_interrupted_and_never_sent_again(self):
        with self.start(*self.run_arguments(self.served("endless"), "Go")) as process:
            self.wait_for(process.stderr, "endless: streaming")
            self.wait_for_text_on_disk()
            process.kill()
            process.communicate(timeout=LONGEST)
        # Readers know before anybody has written it.
        killed, = self.json_of("runs", "list", "--workspace", self.workspace)["runs"]
        self.assertEqual(killed["cells"], {"interrupted": 1})
        cell, = self.json_of("runs", "show", killed["run_id"], "--workspace", self.workspace)["cells"]
        self.assertEqual(cell["state"], "interrupted")
        sent = len(self.server.requests)
        result = self.evenhand(*self.run_arguments(self.sample()))
        self.assertIn("note: 1 answers were cut off", result.stderr)
        old = self.json_of("runs", "list", "--workspace", self.workspace)["runs"][1]
        self.assertEqual(old["cells"], {"interrupted": 1})
        cell, = self.json_of("runs", "show", old["run_id"], "--workspace", self.workspace)["cells"]
        self.assertTrue(cell["text"].startswith("w0 "))
        self.assertEqual(len(self.server.requests), sent)

    def test_workspaces_that_cannot_be_used(self):
        lineup = self.sample()
        result = self.evenhand("runs", "list", "--workspace", self.workspace, code=3)
        self.assertIn("There is no workspace", result.stderr)
        for command in (["runs", "list"], ["channels", "list"]):
            result = self.evenhand(*command, "--workspace", self.workspace, code=3)
            self.assertIn("Open Evenhand once, which makes one, or name another with --workspace.", result.stderr)
        foreign = self.folder / "foreign.db"
        with sqlite3.connect(foreign) as db:
            db.execute("CREATE TABLE t (x)")
        db.close()
        before = hashlib.sha256(foreign.read_bytes()).digest()
        for command in (["runs", "list"], ["channels", "list"], ["run", "--lineup", lineup, "--prompt", "x"]):
            result = self.evenhand(*command, "--workspace", foreign, code=3)
            self.assertIn("is not an Evenhand workspace", result.stderr)
        self.assertEqual(hashlib.sha256(foreign.read_bytes()).digest(), before)
        result = self.evenhand("run", "--lineup", lineup, "--prompt", "x", "--workspace",
                               self.folder / "no" / "folder.evenhand", code=3)
        self.assertIn("There is no folder", result.stderr)


if __name__ == "__main__":
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
