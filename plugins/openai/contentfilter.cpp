// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plugins/openai/contentfilter.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace evenhand {

QStringList filteredCategories(const QJsonValue &verdicts)
{
    QStringList categories;
    const QJsonObject object = verdicts.toObject();
    for (auto verdict = object.begin(); verdict != object.end(); ++verdict) {
        if (!verdict.value()["filtered"_L1].toBool())
            continue;
        const QString severity = verdict.value()["severity"_L1].toString();
        const QString name = QString(verdict.key()).replace(u'_', u' ');
        categories << (severity.isEmpty() ? name : u"%1 (%2)"_s.arg(name, severity));
    }
    return categories;
}

QStringList refusedCategories(const QByteArray &body)
{
    const QJsonValue inner = QJsonDocument::fromJson(body)["error"_L1]["innererror"_L1];
    const QStringList categories = filteredCategories(inner["content_filter_result"_L1]);
    return categories.isEmpty() ? filteredCategories(inner["content_filter_results"_L1]) : categories;
}

QString filteredText(const QStringList &categories)
{
    return u"The provider's filter did not let pass: %1."_s.arg(categories.join(", "_L1));
}

} // namespace evenhand
