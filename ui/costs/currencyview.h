// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/costs/costsview.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QDateEdit;
class QLabel;
class QLineEdit;
QT_END_NAMESPACE

namespace evenhand {

// In which currency amounts are shown beside their own, at a rate that the person types.
class CurrencyView : public CostsView
{
    Q_OBJECT
public:
    explicit CurrencyView(const CostsContext &context, QWidget *parent = nullptr);

    void refresh(const std::optional<Conversion> &conversion) override;
    // What stands in the form; no value where it is not complete.
    std::optional<Conversion> typed() const;

signals:
    void changed();

private:
    void judge();
    void keep(const std::optional<Conversion> &conversion);

    CostsContext m_context;
    QComboBox *m_from;
    QComboBox *m_to;
    QLineEdit *m_rate;
    QDateEdit *m_date;
    QLabel *m_state;
    QPushButton *m_use;
    QPushButton *m_stop;
};

} // namespace evenhand
