// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/ids.h"

#include <evenhand/chat.h>

namespace evenhand {

// The words that Parameters::effort may have, from least to most.
inline QStringList effortNames()
{
    using namespace Qt::StringLiterals;
    return {u"none"_s, u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
}

// One column: a channel, a model and its parameters. The id stays the same while the parameters are edited; a run
// keeps a snapshot of what it sent.
struct Target
{
    TargetId id;
    ChannelId channel;
    QString model;
    Parameters parameters;

    bool operator==(const Target &) const = default;
};

struct Lineup
{
    LineupId id;
    QString name; // empty: not saved by name
    QList<Target> targets;

    bool operator==(const Lineup &) const = default;
};

constexpr int maxTargets = 8;

// A place in the lineup, as people see it: "A" for 0.
inline QString targetLetter(qsizetype position)
{
    return QString(QChar(u'A' + ushort(position)));
}

} // namespace evenhand
