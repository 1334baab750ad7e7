// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/gemini/geminichannel.h"

namespace evenhand {

class GeminiProvider final : public Provider
{
    Q_OBJECT
public:
    explicit GeminiProvider(std::shared_ptr<GeminiChannel> channel);
    ~GeminiProvider() override;

    Capabilities capabilities() const override;
    ModelsReply *listModels() override;
    ChatReply *chat(const ChatRequest &request) override;

private:
    std::shared_ptr<GeminiChannel> m_channel;
};

} // namespace evenhand
