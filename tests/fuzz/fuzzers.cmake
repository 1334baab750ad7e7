# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

# evenhand_add_fuzzer(<fuzz_subject> SOURCES <file below tests>… LIBS <room>… SEEDS <folder below tests/data>…)
# Read twice: by the fuzzers' own project, which builds them, and by that of the tests, which runs them.

evenhand_add_fuzzer(fuzz_answerreader
    SOURCES fuzz_answerreader.cpp ../support/answerchecks.cpp
    LIBS evenhand_text
    SEEDS answers fuzz/answerreader
)
