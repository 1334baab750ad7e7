// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/anthropic/anthropicchannel.h"

namespace evenhand {

class AnthropicProvider final : public Provider
{
    Q_OBJECT
public:
    explicit AnthropicProvider(std::shared_ptr<AnthropicChannel> channel);
    ~AnthropicProvider() override;

    Capabilities capabilities() const override;
    ModelsReply *listModels() override;
    ChatReply *chat(const ChatRequest &request) override;

private:
    std::shared_ptr<AnthropicChannel> m_channel;
};

} // namespace evenhand
