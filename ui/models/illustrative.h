// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/channel.h"

#include <QObject>
#include <QSet>

namespace evenhand {

class RunEngine;

// Channels whose answers were written or recorded beforehand, as their plugins say; a page marks them so.
class IllustrativeChannels : public QObject
{
    Q_OBJECT
public:
    // The engine outlives it.
    explicit IllustrativeChannels(RunEngine &engine, QObject *parent = nullptr);

    const QSet<ChannelId> &all() const { return m_channels; } // of those that were asked and answered
    void ask(const Channel &channel);

signals:
    void changed();

private:
    RunEngine &m_engine;
    QSet<ChannelId> m_channels;
};

} // namespace evenhand
