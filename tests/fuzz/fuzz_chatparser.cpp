// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/chatparser.h"
#include "tests/fuzz/parserfuzzing.h"

using namespace evenhand;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size).toByteArray();
    const Cuts cuts = cutsOf(bytes);
    requireSoundDecoder<SseDecoder>(bytes, cuts);
    requireSoundParser<ChatParser>(bytes, cuts, false);
    requireSoundParser<ChatParser>(bytes, cuts, true);
    return 0;
}
