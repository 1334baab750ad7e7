// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/currencyview.h"

#include "app/service/displaycurrency.h"
#include "app/store/workspace.h"
#include "ui/models/costformat.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

const QStringList usualCurrencies{u"USD"_s, u"EUR"_s, u"INR"_s, u"GBP"_s, u"CHF"_s, u"JPY"_s, u"CNY"_s,
                                  u"CAD"_s, u"AUD"_s, u"SEK"_s, u"PLN"_s, u"BRL"_s, u"SGD"_s};
constexpr int widest = 720;
constexpr int leastBoxWidth = 88;

QComboBox *currencyBox(const QString &name, const QString &currency)
{
    auto *box = new QComboBox;
    box->addItems(usualCurrencies);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setCurrentText(currency);
    box->setMinimumWidth(leastBoxWidth);
    box->setAccessibleName(name);
    return box;
}

// Three letters, as ISO 4217 has them; empty where it is none.
QString codeOf(const QComboBox *box)
{
    static const QRegularExpression code(u"^[A-Z]{3}$"_s);
    const QString text = box->currentText().trimmed().toUpper();
    return code.match(text).hasMatch() ? text : QString();
}

} // namespace

CurrencyView::CurrencyView(const CostsContext &context, QWidget *parent)
    : CostsView(tr("Display currency"), parent)
    , m_context(context)
    , m_from(currencyBox(tr("Currency of the prices"), u"USD"_s))
    , m_to(currencyBox(tr("Currency to show"), u"EUR"_s))
    , m_rate(new QLineEdit)
    , m_date(new QDateEdit(QDate::currentDate()))
    , m_state(sentenceLabel({}, QPalette::WindowText))
    , m_use(new QPushButton(tr("Show amounts in it")))
    , m_stop(new QPushButton(tr("Show amounts in their own currency only")))
{
    m_rate->setAccessibleName(tr("Rate"));
    m_rate->setPlaceholderText(tr("such as 88.42"));
    m_rate->setFixedWidth(14 * fontMetrics().averageCharWidth());
    m_date->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_date->setCalendarPopup(true);
    m_date->setAccessibleName(tr("Day of the rate"));
    m_state->setAccessibleName(tr("How amounts are shown"));
    auto *line = new QHBoxLayout;
    line->setSpacing(Theme::step);
    line->addWidget(textLabel(u"1"_s));
    line->addWidget(m_from);
    line->addWidget(textLabel(u"="_s));
    line->addWidget(m_rate);
    line->addWidget(m_to);
    line->addWidget(textLabel(tr("on")));
    line->addWidget(m_date);
    line->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Theme::step);
    for (QPushButton *button : {m_use, m_stop}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);

    auto *form = new QWidget;
    form->setMaximumWidth(widest);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, Theme::edge);
    column->setSpacing(Theme::edge);
    column->addWidget(
        sentenceLabel(tr("Prices are kept in the currency of their list or contract. Amounts can be shown "
                         "in another one beside it, at a rate that you type; the rate and its day stand "
                         "with every converted amount. Nothing that is stored is converted."),
                      Theme::dimRole));
    column->addLayout(line);
    column->addWidget(m_state);
    column->addLayout(buttons);
    column->addStretch(1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(form, 1);
    layout->addStretch(0);
    setFocusProxy(m_rate);
    for (QComboBox *box : {m_from, m_to})
        connect(box, &QComboBox::currentTextChanged, this, &CurrencyView::judge);
    connect(m_rate, &QLineEdit::textChanged, this, &CurrencyView::judge);
    connect(m_date, &QDateEdit::dateChanged, this, &CurrencyView::judge);
    connect(m_use, &QPushButton::clicked, this, [this] { keep(typed()); });
    connect(m_stop, &QPushButton::clicked, this, [this] { keep(std::nullopt); });
}

std::optional<Conversion> CurrencyView::typed() const
{
    const Conversion conversion{.from = codeOf(m_from),
                                .to = codeOf(m_to),
                                .rateNano = nanoFromText(m_rate->text().trimmed()).value_or(0),
                                .date = m_date->date()};
    const bool isComplete = !conversion.from.isEmpty() && !conversion.to.isEmpty() && conversion.from != conversion.to
                            && conversion.rateNano > 0;
    return isComplete ? std::optional(conversion) : std::nullopt;
}

void CurrencyView::refresh(const std::optional<Conversion> &conversion)
{
    if (conversion) {
        m_from->setCurrentText(conversion->from);
        m_to->setCurrentText(conversion->to);
        m_rate->setText(nanoText(conversion->rateNano));
        m_date->setDate(conversion->date);
    }
    m_stop->setEnabled(conversion.has_value() && !m_context.workspace.isReadOnly());
    m_state->setText(conversion ? tr("Amounts in %1 are shown in %2 too, %3.")
                                      .arg(conversion->from, conversion->to, conversionText(*conversion))
                                : tr("Amounts are shown in their own currency only."));
    judge();
}

void CurrencyView::judge()
{
    m_use->setEnabled(typed().has_value() && !m_context.workspace.isReadOnly());
}

void CurrencyView::keep(const std::optional<Conversion> &conversion)
{
    if (const Result<void> kept = setDisplayCurrency(m_context.workspace, conversion); !kept)
        emit failed(tr("The display currency was not kept"), kept.error().message);
    else
        emit changed();
}

} // namespace evenhand
