# SPDX-FileCopyrightText: 2026 The Evenhand authors
# SPDX-License-Identifier: GPL-3.0-or-later

# evenhand_add_fuzzer(<fuzz_subject> SOURCES <file below tests>… LIBS <room>… SEEDS <folder below tests/data>…)
# Read twice: by the fuzzers' own project, which builds them, and by that of the tests, which runs them.

evenhand_add_fuzzer(fuzz_answerreader
    SOURCES fuzz_answerreader.cpp ../support/answerchecks.cpp
    LIBS evenhand_text evenhand_parsers
    SEEDS answers fuzz/answerreader
)
evenhand_add_fuzzer(fuzz_chatparser SOURCES fuzz_chatparser.cpp LIBS evenhand_parsers SEEDS fuzz/chatparser)
evenhand_add_fuzzer(fuzz_responsesparser SOURCES fuzz_responsesparser.cpp LIBS evenhand_parsers SEEDS fuzz/responsesparser)
evenhand_add_fuzzer(fuzz_messagesparser SOURCES fuzz_messagesparser.cpp LIBS evenhand_parsers SEEDS fuzz/messagesparser)
evenhand_add_fuzzer(fuzz_geminiparser SOURCES fuzz_geminiparser.cpp LIBS evenhand_parsers SEEDS fuzz/geminiparser)
evenhand_add_fuzzer(fuzz_converseparser SOURCES fuzz_converseparser.cpp LIBS evenhand_parsers SEEDS fuzz/converseparser)
evenhand_add_fuzzer(fuzz_ollamaparser SOURCES fuzz_ollamaparser.cpp LIBS evenhand_parsers SEEDS fuzz/ollamaparser)
evenhand_add_fuzzer(fuzz_formats SOURCES fuzz_formats.cpp LIBS evenhand_parsers SEEDS fuzz/formats)
evenhand_add_fuzzer(fuzz_suites SOURCES fuzz_suites.cpp LIBS evenhand_importers SEEDS fuzz/suites)
evenhand_add_fuzzer(fuzz_workbook SOURCES fuzz_workbook.cpp LIBS evenhand_importers SEEDS fuzz/workbook)
