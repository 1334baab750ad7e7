// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/contract/providerfixture.h"

#include <QTemporaryDir>

namespace evenhand {

class ReplayFixture final : public ProviderFixture
{
public:
    ReplayFixture();

    std::unique_ptr<Provider> providerOf(const ChatEvents &answer, Pause pause) override;

private:
    QTemporaryDir m_folder;
};

} // namespace evenhand
