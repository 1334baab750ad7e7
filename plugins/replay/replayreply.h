// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "plugins/replay/playback.h"

#include <QElapsedTimer>
#include <QTimer>

namespace evenhand::replay {

// Delivers what a playback says, when it says it.
class ReplayReply final : public ChatReply
{
    Q_OBJECT
public:
    explicit ReplayReply(Playback playback);

private:
    void deliverDue();
    void abort() override;

    Playback m_playback;
    qsizetype m_next = 0;
    QElapsedTimer m_elapsed;
    QTimer m_timer;
};

} // namespace evenhand::replay
