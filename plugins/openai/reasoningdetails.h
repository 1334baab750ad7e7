// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace evenhand {

// The `reasoning_details` of an answer, which come in pieces and have to go back whole, signatures included.
class ReasoningDetails
{
public:
    void add(const QJsonArray &pieces); // of one chunk
    QJsonArray all() const;

private:
    struct Detail
    {
        QJsonObject members; // but for what comes in pieces
        QString text;
        QString summary;
    };

    static bool continues(const Detail &detail, const QJsonObject &piece);
    static void append(Detail &detail, const QJsonObject &piece);

    std::vector<Detail> m_details;
};

} // namespace evenhand
