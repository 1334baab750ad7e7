// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"
#include "app/text/linkdefinition.h"

#include <QHash>

#include <set>
#include <vector>

namespace evenhand {

// The link definitions of an answer, and the texts that wait for one.
class LinkReferences
{
public:
    // A text that was read: of a block, or of a cell.
    struct Place
    {
        qsizetype block = 0;
        qsizetype row = -1;
        qsizetype cell = -1;
        QList<SourceRange> lines;

        qsizetype size() const { return lines.isEmpty() ? 0 : lines.last().end - lines.first().begin; }
    };

    void define(const LinkDefinition &definition);                   // the first one of a label counts
    QList<LinkDefinition> definitionsFor(QByteArrayView text) const; // those that it may refer to
    qsizetype count() const { return m_definitions.size(); }
    // Tells that a text was read with the definitions so far.
    void wait(QByteArrayView text, const Place &place);
    // A text that has to be read again because what it waits for is there; nothing where there is none, or where more has
    // been taken than `budget` bytes in all.
    std::optional<Place> takeOutdated(qint64 budget);
    void clear();

private:
    QHash<QString, LinkDefinition> m_definitions;
    std::vector<Place> m_places;
    QHash<QString, QList<int>> m_waiting; // places by label
    std::set<int> m_outdated;
    qint64 m_taken = 0;
};

} // namespace evenhand
