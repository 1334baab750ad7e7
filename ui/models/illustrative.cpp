// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/illustrative.h"

#include "app/engine/runengine.h"

namespace evenhand {

IllustrativeChannels::IllustrativeChannels(RunEngine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
}

void IllustrativeChannels::ask(const Channel &channel)
{
    m_engine.capabilities(channel).then(this, [this, id = channel.id](const Result<Capabilities> &can) {
        const bool illustrative = can && can->illustrative;
        if (illustrative == m_channels.contains(id))
            return;
        if (illustrative)
            m_channels.insert(id);
        else
            m_channels.remove(id);
        emit changed();
    });
}

} // namespace evenhand
