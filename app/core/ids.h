// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>
#include <QUuid>

#include <compare>

namespace evenhand {

// A UUID of version 7, which begins with the time: RFC 9562, with a counter in the first random bits (its method 1).
QUuid orderedUuid();

// A UUID that cannot be mistaken for the id of something else. A default-constructed id is null and names nothing.
template<typename Tag>
class Id
{
public:
    Id() = default;

    static Id create() { return Id(QUuid::createUuid()); }
    // Sorts by when it was made, so that rows of which there are many stand together.
    static Id createOrdered() { return Id(orderedUuid()); }
    // Null when the text is not a UUID.
    static Id fromString(QAnyStringView text) { return Id(QUuid::fromString(text)); }
    // Null when there are not 16 bytes.
    static Id fromBytes(QByteArrayView bytes) { return Id(QUuid::fromRfc4122(bytes)); }

    bool isNull() const { return m_uuid.isNull(); }
    QString toString() const { return m_uuid.toString(QUuid::WithoutBraces); }
    QByteArray toBytes() const { return m_uuid.toRfc4122(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend bool operator<(const Id &a, const Id &b) { return a.m_uuid < b.m_uuid; }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return qHash(id.m_uuid, seed); }

private:
    explicit Id(const QUuid &uuid)
        : m_uuid(uuid)
    {
    }

    QUuid m_uuid;
};

using ChannelId = Id<struct ChannelTag>;
using TargetId = Id<struct TargetTag>;
using LineupId = Id<struct LineupTag>;
using PromptId = Id<struct PromptTag>;
using PromptVersionId = Id<struct PromptVersionTag>;
using ConversationId = Id<struct ConversationTag>;
using RunId = Id<struct RunTag>;
using CellId = Id<struct CellTag>;
using AttemptId = Id<struct AttemptTag>;
using SuiteId = Id<struct SuiteTag>;
using SuiteVersionId = Id<struct SuiteVersionTag>;
using CaseId = Id<struct CaseTag>;

} // namespace evenhand
