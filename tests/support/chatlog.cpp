// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/chatlog.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand {

ChatLog::ChatLog(ChatReply *reply)
{
    connect(reply, &ChatReply::events, this, [this](const ChatEvents &batch) {
        if (!outcomes.isEmpty())
            ++eventsAfterEnd;
        batches.append(batch);
        events += batch;
        emit said(int(events.size()));
    });
    connect(reply, &ChatReply::finished, this, [this](const ChatOutcome &outcome) { outcomes.append(outcome); });
}

bool ChatLog::waitForEnd() const
{
    return QTest::qWaitFor([this] { return !outcomes.isEmpty(); }, std::chrono::seconds(20));
}

QString ChatLog::text() const
{
    QString text;
    for (const TextDelta &delta : evenhand::all<TextDelta>(events))
        text += delta.text;
    return text;
}

QString ChatLog::everything() const
{
    QStringList lines;
    for (const ChatEvent &event : events)
        lines << toText(event);
    for (const ChatOutcome &outcome : outcomes)
        lines << toText(outcome);
    return lines.join(u'\n');
}

QString ChatLog::errorCode() const
{
    return outcomes.isEmpty() || !outcomes.first().error ? QString() : toString(outcomes.first().error->code);
}

} // namespace evenhand
