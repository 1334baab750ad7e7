// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/costs/costsview.h"

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace evenhand {

class Banner;
class CurrencyView;
class PageFrame;
class ParityView;
class PriceBookView;
class SideList;
class SpendingView;

// What was spent, what things cost, and where they cost less.
class CostsPage : public QWidget
{
    Q_OBJECT
public:
    enum Section { Spending, PriceBook, Parity, Currency };

    explicit CostsPage(const CostsContext &context, QWidget *parent = nullptr);

    void showSection(Section section);
    PageFrame *frame() const { return m_frame; }
    SpendingView *spending() const { return m_spending; }
    PriceBookView *priceBook() const { return m_book; }
    ParityView *parity() const { return m_parity; }
    CurrencyView *currency() const { return m_currency; }
    QString problem() const; // empty: none is shown

public slots:
    void refresh();      // prices or the currency were changed
    void showSpending(); // something was spent

signals:
    void currencyChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildSections();
    void buildViews();
    void showView(int row);
    void showProblem(const QString &title, const QString &sentence);
    CostsView *current() const;

    CostsContext m_context;
    PageFrame *m_frame;
    SideList *m_sections;
    Banner *m_problem;
    QStackedWidget *m_views;
    QStackedWidget *m_actions;
    SpendingView *m_spending;
    PriceBookView *m_book;
    ParityView *m_parity;
    CurrencyView *m_currency;
};

} // namespace evenhand
