// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/parity.h"
#include "ui/costs/costsview.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLabel;
class QLineEdit;
class QScrollArea;
class QSpinBox;
class QStackedWidget;
QT_END_NAMESPACE

namespace evenhand {

class BarPlot;
class CostParityModel;
class EmptyState;
class TableView;

// What one model costs wherever it is sold, for a mix of tokens. Needs no key and no network.
class ParityView : public CostsView
{
    Q_OBJECT
public:
    explicit ParityView(const CostsContext &context, QWidget *parent = nullptr);

    void refresh(const std::optional<Conversion> &conversion) override;
    void setFamily(const QString &family); // or a model's id
    QString family() const;

    QByteArray csv() const;
    QByteArray json() const;

private:
    QWidget *makeQuestion();
    QSpinBox *addTokens(const QString &name, qint64 value);
    ParityQuestion question() const;
    void showRegions();
    void ask();
    void showAnswer();
    void showPlot();

    CostsContext m_context;
    std::optional<Conversion> m_conversion;
    Parity m_parity;
    CostParityModel *m_model;
    QLineEdit *m_family;
    QComboBox *m_region;
    QComboBox *m_tier;
    QHBoxLayout *m_mix;
    QSpinBox *m_input;
    QSpinBox *m_cached;
    QSpinBox *m_written;
    QSpinBox *m_output;
    QSpinBox *m_requests;
    QLabel *m_about;
    QStackedWidget *m_stack;
    QLabel *m_nothing;
    BarPlot *m_plot;
    QScrollArea *m_plotArea;
    TableView *m_table;
    QPushButton *m_csv;
    QPushButton *m_json;
};

} // namespace evenhand
