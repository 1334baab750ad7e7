#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Plants violations of the rules of the house, one by one, and expects each to be found; and what is allowed to pass."""

import unittest
from pathlib import Path

import rules


def includes(path, *lines):
    return list(rules.include_violations(path, "\n".join(lines)))


class Arrows(unittest.TestCase):
    def test_forward_is_allowed(self):
        for path, line in [
            ("plugins/http/ssedecoder.cpp", "#include <evenhand/chat.h>"),
            ("plugins/openai/provider.cpp", '#include "plugins/http/ssedecoder.h"'),
            ("plugins/google/jwt.cpp", '#include "plugins/http/httprequest.h"'),
            ("plugins/openai/provider.cpp", '#include "plugins/google/googletokens.h"'),
            ("app/core/target.h", "#include <evenhand/chat.h>"),
            ("app/store/runstore.cpp", '#include "app/core/run.h"'),
            ("app/store/runstore.cpp", '#include "app/store/database.h"'),
            ("app/service/recorder.cpp", '#include "app/engine/runengine.h"'),
            ("app/cli/commands.cpp", '#include "app/version.h"'),
            ("ui/compare/comparepage.cpp", '#include "ui/widgets/answerview.h"'),
            ("ui/compare/comparepage.cpp", '#include "comparepage.moc"'),
            ("ui/widgets/answerview.cpp", '#include "ui/shell/theme.h"'),
            ("ui/shell/mainwindow.cpp", '#include "ui/compare/comparepage.h"'),
            ("ui/shell/mainwindow.cpp", "#include <QMainWindow>"),
            ("app/main.cpp", '#include "ui/shell/mainwindow.h"'),
            ("tests/unit/tst_runengine.cpp", '#include "app/store/database.h"'),
        ]:
            with self.subTest(path=path, line=line):
                self.assertEqual(includes(path, line), [])

    def test_backward_is_found(self):
        for path, line in [
            ("plugins/sdk/reply.cpp", '#include "app/core/run.h"'),
            ("plugins/http/ssedecoder.cpp", '#include "plugins/openai/provider.h"'),
            ("plugins/openai/provider.cpp", '#include "app/core/run.h"'),
            ("plugins/openai/provider.cpp", '#include "ui/models/cellmodel.h"'),
            ("plugins/openai/provider.cpp", '#include "plugins/replay/script.h"'),
            ("app/core/run.cpp", '#include "app/store/runstore.h"'),
            ("app/store/runstore.cpp", '#include "app/engine/runengine.h"'),
            ("app/engine/lane.cpp", '#include "app/store/runstore.h"'),
            ("app/engine/lane.cpp", '#include "plugins/http/ssedecoder.h"'),
            ("app/analysis/agreement.cpp", '#include "app/engine/runengine.h"'),
            ("app/service/runservice.h", '# include "app/cli/commands.h"'),
            ("app/cli/commands.cpp", '#include "ui/models/cellmodel.h"'),
            ("ui/models/cellmodel.cpp", '#include "ui/widgets/answerview.h"'),
            ("ui/widgets/answerview.cpp", '#include "ui/compare/comparepage.h"'),
            ("ui/compare/comparepage.cpp", '#include "ui/settings/settingspage.h"'),
            ("ui/compare/comparepage.cpp", '#include "ui/shell/mainwindow.h"'),
            ("ui/shell/theme.cpp", '#include "ui/widgets/answerview.h"'),
        ]:
            with self.subTest(path=path, line=line):
                found = includes(path, "#pragma once", "", line)
                self.assertEqual(len(found), 1)
                self.assertTrue(found[0].startswith(f"{path}:3: "), found[0])

    def test_widgets_below_ui_are_found(self):
        self.assertEqual(len(includes("app/service/session.cpp", "#include <QtWidgets/QMessageBox>")), 1)

    def test_relative_paths_are_found(self):
        self.assertEqual(len(includes("app/store/runstore.cpp", '#include "runstore.h"')), 1)


class Links(unittest.TestCase):
    SOURCE = Path("/checkout")

    def found(self, file, options):
        command = {"file": file, "command": f"c++ {options} -c {file}"}
        return list(rules.link_violations([command], self.SOURCE))

    def test_widgets_below_ui_are_found(self):
        self.assertEqual(len(self.found("/checkout/app/cli/commands.cpp", "-DQT_CORE_LIB -DQT_WIDGETS_LIB")), 1)
        self.assertEqual(len(self.found("/checkout/plugins/replay/plugin.cpp", "-DQT_WIDGETS_LIB")), 1)

    def test_widgets_in_ui_are_allowed(self):
        self.assertEqual(self.found("/checkout/ui/shell/mainwindow.cpp", "-DQT_WIDGETS_LIB"), [])
        self.assertEqual(self.found("/checkout/app/cli/commands.cpp", "-DQT_CORE_LIB"), [])

    def test_commands_of_another_checkout_are_found(self):
        self.assertEqual(len(self.found("/elsewhere/app/cli/commands.cpp", "")), 1)


class Licences(unittest.TestCase):
    HEAD = "// SPDX-FileCopyrightText: 2026 The Evenhand authors\n// SPDX-License-Identifier: {}\n"

    def found(self, path, licence):
        return list(rules.licence_violations(path, self.HEAD.format(licence)))

    def test_each_part_has_its_own(self):
        self.assertEqual(self.found("app/main.cpp", "GPL-3.0-or-later"), [])
        self.assertEqual(self.found("plugins/sdk/reply.cpp", "LGPL-3.0-or-later"), [])
        self.assertEqual(self.found("plugins/openai/provider.cpp", "GPL-3.0-or-later"), [])
        self.assertEqual(len(self.found("app/main.cpp", "LGPL-3.0-or-later")), 1)
        self.assertEqual(len(self.found("plugins/http/errors.cpp", "GPL-3.0-or-later")), 1)

    def test_none_is_found(self):
        self.assertEqual(len(list(rules.licence_violations("packaging/run", "#!/bin/sh\n"))), 2)

    def test_what_has_no_comments_needs_none(self):
        self.assertEqual(list(rules.licence_violations("CMakePresets.json", "{")), [])


class Counts(unittest.TestCase):
    GUIDE = "| `plugins/ollama` | 1000 | one |\nshared: `plugins/http` (2000: streams)"

    def found(self, **lengths):
        return list(rules.count_violations(self.GUIDE, {f"plugins/{room}": count for room, count in lengths.items()}))

    def test_about_right_is_enough(self):
        self.assertEqual(self.found(ollama=1030, http=1940), [])

    def test_wrong_and_missing_ones_are_found(self):
        self.assertEqual(len(self.found(ollama=1100, http=2000)), 1)
        self.assertEqual(len(self.found(ollama=1000)), 1)
        self.assertEqual(len(self.found(ollama=1000, http=2000, openai=3000)), 1)


if __name__ == "__main__":
    unittest.main()
