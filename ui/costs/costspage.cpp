// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/costspage.h"

#include "app/service/displaycurrency.h"
#include "app/store/workspace.h"
#include "ui/costs/currencyview.h"
#include "ui/costs/parityview.h"
#include "ui/costs/pricebookview.h"
#include "ui/costs/spendingview.h"
#include "ui/shell/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace evenhand {

CostsPage::CostsPage(const CostsContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_frame(new PageFrame(tr("Costs"), this))
    , m_sections(new SideList(this))
    , m_problem(new Banner(Banner::Tone::Bad))
    , m_views(new QStackedWidget(this))
    , m_actions(new QStackedWidget(this))
    , m_spending(new SpendingView(context))
    , m_book(new PriceBookView(context))
    , m_parity(new ParityView(context))
    , m_currency(new CurrencyView(context))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_frame);
    m_frame->bar()->addWidget(m_actions, 1);
    m_frame->body()->addWidget(m_problem);
    m_frame->body()->addWidget(m_views, 1);
    m_views->setAutoFillBackground(true);
    m_views->setBackgroundRole(QPalette::Base);
    m_problem->hide();
    connect(m_problem->addAction(tr("Close")), &QPushButton::clicked, m_problem, &QWidget::hide);
    buildViews();
    buildSections();
    showSection(Spending);
    setFocusProxy(m_sections);
}

void CostsPage::buildSections()
{
    const std::pair<QString, QString> sections[] = {
        {m_spending->title(), u"office-chart-bar"_s},
        {m_book->title(), u"view-list-details"_s},
        {m_parity->title(), u"view-sort-ascending"_s},
        {m_currency->title(), u"view-currency-list"_s},
    };
    auto *model = new QStandardItemModel(this);
    for (const auto &[name, icon] : sections) {
        QStandardItem *item = SideList::nameItem(name);
        item->setIcon(Theme::icon(icon));
        model->appendRow(item);
    }
    m_sections->setModel(model);
    m_sections->setAccessibleName(tr("Sections of the costs"));
    m_frame->contextBody()->addWidget(m_sections, 1);
    connect(m_sections->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { showView(index.row()); });
    connect(m_sections, &SideList::activated, this, [this] { current()->setFocus(Qt::OtherFocusReason); });
}

void CostsPage::buildViews()
{
    for (CostsView *view : {static_cast<CostsView *>(m_spending), static_cast<CostsView *>(m_book),
                            static_cast<CostsView *>(m_parity), static_cast<CostsView *>(m_currency)}) {
        m_views->addWidget(view);
        m_actions->addWidget(view->barActions());
        connect(view, &CostsView::failed, this, &CostsPage::showProblem);
    }
    connect(m_book, &PriceBookView::changed, this, &CostsPage::refresh);
    connect(m_currency, &CurrencyView::changed, this, [this] {
        refresh();
        emit currencyChanged();
    });
}

CostsView *CostsPage::current() const
{
    return static_cast<CostsView *>(m_views->currentWidget());
}

void CostsPage::showSection(Section section)
{
    m_sections->setCurrentIndex(m_sections->model()->index(section, 0));
}

void CostsPage::showView(int row)
{
    m_views->setCurrentIndex(row);
    m_actions->setCurrentIndex(row);
    m_frame->setTitle(current()->title());
    if (isVisible())
        refresh();
}

void CostsPage::refresh()
{
    const Result<std::optional<Conversion>> conversion = displayCurrency(m_context.workspace.reader());
    if (!conversion)
        showProblem(tr("The display currency cannot be read"), conversion.error().message);
    current()->refresh(conversion.value_or(std::nullopt));
}

void CostsPage::showSpending()
{
    if (isVisible() && current() == m_spending)
        refresh();
}

void CostsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void CostsPage::showProblem(const QString &title, const QString &sentence)
{
    m_problem->setText(title, sentence);
    m_problem->show();
}

QString CostsPage::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

} // namespace evenhand
