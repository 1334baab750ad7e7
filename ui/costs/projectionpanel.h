// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"
#include "app/store/coststore.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QSpinBox;
QT_END_NAMESPACE

namespace evenhand {

// What a year would cost, from a volume that the person gives and what was measured.
class ProjectionPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ProjectionPanel(QWidget *parent = nullptr);

    // about: what was measured, as people call it.
    void setMeasured(const QString &about, const SpendingSum &sum, const std::optional<Conversion> &conversion);
    QString text() const; // the outcome and how it was computed

private:
    void refresh();
    QString how(const QString &currency) const;

    QString m_about;
    SpendingSum m_sum;
    std::optional<Conversion> m_conversion;
    QSpinBox *m_volume;
    QComboBox *m_period;
    QLabel *m_outcome;
    QLabel *m_how;
};

} // namespace evenhand
