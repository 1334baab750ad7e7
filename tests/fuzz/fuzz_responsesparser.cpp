// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/responsesparser.h"
#include "tests/fuzz/parserfuzzing.h"

using namespace evenhand;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size).toByteArray();
    const Cuts cuts = cutsOf(bytes);
    requireSoundParser<ResponsesParser>(bytes, cuts);
    return 0;
}
