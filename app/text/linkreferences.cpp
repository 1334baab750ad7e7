// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/text/linkreferences.h"

namespace evenhand {

void LinkReferences::define(const LinkDefinition &definition)
{
    const QString label = comparableLabel(definition.label);
    if (m_definitions.contains(label))
        return;
    m_definitions.insert(label, definition);
    const QList<int> places = m_waiting.take(label);
    m_outdated.insert(places.begin(), places.end());
}

QList<LinkDefinition> LinkReferences::definitionsFor(QByteArrayView text) const
{
    if (m_definitions.isEmpty() || !text.contains(']'))
        return {};
    QList<LinkDefinition> found;
    const QStringList labels = labelsIn(text);
    for (const QString &label : labels) {
        if (const auto definition = m_definitions.constFind(label); definition != m_definitions.cend())
            found.append(*definition);
    }
    return found;
}

void LinkReferences::wait(QByteArrayView text, const Place &place)
{
    if (!text.contains(']'))
        return;
    QStringList labels = labelsIn(text);
    labels.removeIf([this](const QString &label) { return m_definitions.contains(label); });
    if (labels.isEmpty())
        return;
    for (const QString &label : std::as_const(labels))
        m_waiting[label].append(int(m_places.size()));
    m_places.push_back(place);
}

std::optional<LinkReferences::Place> LinkReferences::takeOutdated(qint64 budget)
{
    if (m_outdated.empty())
        return std::nullopt;
    const Place &place = m_places[size_t(*m_outdated.begin())];
    if (m_taken + place.size() > budget)
        return std::nullopt;
    m_taken += place.size();
    m_outdated.erase(m_outdated.begin());
    return place;
}

void LinkReferences::clear()
{
    *this = {};
}

} // namespace evenhand
