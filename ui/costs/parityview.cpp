// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/parityview.h"

#include "app/files/suggestion.h"
#include "app/pricing/parityjson.h"
#include "app/service/pricing.h"
#include "app/suites/csvtable.h"
#include "ui/costs/barplot.h"
#include "ui/models/costformat.h"
#include "ui/models/costparitymodel.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QCompleter>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStringListModel>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int mostTokens = 1'000'000'000;
constexpr int plotHeight = 232;
const QStringList tiers{u""_s, u"batch"_s, u"flex"_s, u"priority"_s};

} // namespace

ParityView::ParityView(const CostsContext &context, QWidget *parent)
    : CostsView(tr("Price parity"), parent)
    , m_context(context)
    , m_model(new CostParityModel(this))
    , m_family(new QLineEdit)
    , m_region(new QComboBox)
    , m_tier(new QComboBox)
    , m_mix(new QHBoxLayout)
    , m_about(sentenceLabel({}, Theme::dimRole))
    , m_stack(new QStackedWidget)
    , m_nothing(sentenceLabel({}, Theme::dimRole))
    , m_plot(new BarPlot(Qt::Horizontal))
    , m_plotArea(new QScrollArea)
    , m_table(new TableView)
    , m_csv(addBarAction(tr("Save as CSV…")))
    , m_json(addBarAction(tr("Save as JSON…")))
{
    const TokenMix usual;
    m_mix->setSpacing(Theme::step);
    m_mix->addWidget(textLabel(tr("Tokens of a request:"), Theme::Face::Body, Theme::dimRole));
    m_input = addTokens(tr("input"), usual.input);
    m_cached = addTokens(tr("read from cache"), usual.cached);
    m_written = addTokens(tr("written to cache"), usual.written);
    m_output = addTokens(tr("output"), usual.output);
    m_requests = addTokens(tr("requests"), usual.requests);
    m_requests->setMinimum(1);
    m_mix->addStretch(1);

    m_plotArea->setFrameShape(QFrame::NoFrame);
    m_plotArea->setWidgetResizable(true);
    m_plotArea->setWidget(m_plot);
    m_plotArea->setFocusPolicy(Qt::NoFocus);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Where the model is sold"));
    m_table->setColumnCharacters({20, 18, 7, 7, 13, 24, 8});
    m_table->setInk([](const QModelIndex &index) {
        if (index.column() == CostParityModel::Source && index.data(CostParityModel::DisputedRole).toBool())
            return Theme::colors().warning;
        const bool isFigure = index.column() == CostParityModel::Cost || index.column() == CostParityModel::Premium;
        return isFigure ? Theme::colors().text : QColor();
    });
    auto *answer = new QWidget;
    auto *answered = new QVBoxLayout(answer);
    answered->setContentsMargins({});
    answered->setSpacing(0);
    answered->addWidget(m_plotArea);
    answered->addWidget(new Rule(Qt::Horizontal));
    answered->addWidget(m_table, 1);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(answer);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeQuestion());
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_family);
    connect(m_csv, &QPushButton::clicked, this,
            [this] { saveAs(tr("Save the comparison"), m_parity.family + u".csv"_s, [this] { return csv(); }); });
    connect(m_json, &QPushButton::clicked, this,
            [this] { saveAs(tr("Save the comparison"), m_parity.family + u".json"_s, [this] { return json(); }); });
}

QWidget *ParityView::makeQuestion()
{
    m_family->setPlaceholderText(tr("Model or model family, such as claude-sonnet-4-5"));
    m_family->setAccessibleName(tr("Model family"));
    m_family->setClearButtonEnabled(true);
    auto *completer = new QCompleter(m_context.pricing.book().families(), this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    m_family->setCompleter(completer);
    m_tier->addItem(tr("standard tier"));
    for (const QString &tier : tiers.sliced(1))
        m_tier->addItem(tr("%1 tier").arg(tier));
    m_tier->setAccessibleName(tr("Tier of service"));
    m_region->setAccessibleName(tr("Region"));
    m_region->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *first = new QHBoxLayout;
    first->setSpacing(Theme::step);
    first->addWidget(m_family, 1);
    first->addWidget(m_region);
    first->addWidget(m_tier);
    auto *question = new QWidget;
    auto *layout = new QVBoxLayout(question);
    layout->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    layout->setSpacing(Theme::step);
    layout->addLayout(first);
    layout->addLayout(m_mix);
    layout->addWidget(m_about);
    connect(m_family, &QLineEdit::textChanged, this, [this] {
        showRegions();
        ask();
    });
    connect(m_tier, &QComboBox::currentIndexChanged, this, &ParityView::ask);
    connect(m_region, &QComboBox::currentIndexChanged, this, &ParityView::ask);
    return question;
}

QSpinBox *ParityView::addTokens(const QString &name, qint64 value)
{
    auto *box = new QSpinBox;
    box->setRange(0, mostTokens);
    box->setGroupSeparatorShown(true);
    box->setValue(int(value));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFixedWidth(9 * fontMetrics().averageCharWidth());
    box->setAccessibleName(tr("Mix: %1").arg(name));
    QLabel *label = textLabel(name, Theme::Face::Body, Theme::dimRole);
    label->setBuddy(box);
    m_mix->addWidget(box);
    m_mix->addWidget(label);
    connect(box, &QSpinBox::valueChanged, this, &ParityView::ask);
    return box;
}

ParityQuestion ParityView::question() const
{
    return {.family = m_family->text().trimmed(),
            .mix = {.input = m_input->value(),
                    .cached = m_cached->value(),
                    .written = m_written->value(),
                    .output = m_output->value(),
                    .requests = m_requests->value()},
            .moment = QDateTime::currentDateTimeUtc(),
            .region = m_region->currentIndex() > 0 ? m_region->currentText() : QString(),
            .tier = tiers.value(m_tier->currentIndex())};
}

void ParityView::refresh(const std::optional<Conversion> &conversion)
{
    m_conversion = conversion;
    static_cast<QStringListModel *>(m_family->completer()->model())->setStringList(m_context.pricing.book().families());
    m_table->setColumnHidden(CostParityModel::Converted, !conversion);
    showRegions();
    ask();
}

// Those in which the model has prices of its own; the chosen one stays when it is among them.
void ParityView::showRegions()
{
    const PriceBook &book = m_context.pricing.book();
    const QString chosen = m_region->currentIndex() > 0 ? m_region->currentText() : QString();
    const QSignalBlocker blocker(m_region);
    m_region->clear();
    m_region->addItem(tr("all regions"));
    m_region->addItems(book.regions(book.family(m_family->text().trimmed())));
    m_region->setCurrentIndex(std::max(0, m_region->findText(chosen)));
    m_region->setEnabled(m_region->count() > 1);
}

void ParityView::setFamily(const QString &family)
{
    m_family->setText(family);
}

QString ParityView::family() const
{
    return m_parity.family;
}

void ParityView::ask()
{
    const PriceBook &book = m_context.pricing.book();
    const ParityQuestion asked = question();
    const Result<Parity> answer = parity(book, asked);
    m_parity = answer.value_or(Parity());
    m_stack->setCurrentIndex(answer ? 1 : 0);
    m_csv->setEnabled(answer.has_value());
    m_json->setEnabled(answer.has_value());
    if (answer) {
        showAnswer();
        return;
    }
    m_about->setText(tr("List prices and your own, for a million tokens. Nothing is sent."));
    m_nothing->setText(asked.family.isEmpty()
                           ? tr("Choose a model: what it costs at each channel and in each region is shown here.")
                           : answer.error().message + didYouMean(familyKey(asked.family), book.families()));
}

void ParityView::showAnswer()
{
    const PriceBook &book = m_context.pricing.book();
    m_model->setParity(m_parity, book, m_conversion);
    const QString base = m_parity.maker.isEmpty()
                             ? tr("over the cheapest list price, as no row here is that of its maker")
                             : tr("over %1, which makes the model").arg(book.channelName(m_parity.maker));
    m_about->setText(
        tr("%1: %2. Premium %3. Lists are not what an invoice says: taxes, discounts and commitments are "
           "not in them.")
            .arg(m_parity.family, Format::counted(m_parity.lines.size(), tr("1 place"), tr("%1 places")), base));
    showPlot();
}

void ParityView::showPlot()
{
    QList<BarPlot::Bar> bars;
    for (const ParityLine &line : std::as_const(m_parity.lines)) {
        if (!line.cost.total || !line.premium)
            continue; // of another currency, or unpriced: it has no place on this scale
        QString figure = u"%1 · %2"_s.arg(Format::money(*line.cost.total), Format::premium(line));
        if (!line.disputed.isEmpty())
            figure += tr(" · disputed");
        bars.append({.name = u"%1, %2"_s.arg(m_model->channelName(line), placeOf(line.row)),
                     .value = double(line.cost.total->nano) / double(nanoPerUnit),
                     .figure = figure,
                     .isMarked = !line.disputed.isEmpty()});
    }
    m_plot->setBars(tr("Cost of the mix of %1 by place").arg(m_parity.family), bars);
    m_plot->setMinimumHeight(m_plot->sizeHint().height());
    m_plotArea->setFixedHeight(std::min(plotHeight, m_plot->sizeHint().height()));
    m_plotArea->setVisible(!bars.isEmpty());
}

QByteArray ParityView::csv() const
{
    QList<QStringList> lines{{u"family"_s, u"channel"_s, u"channel name"_s, u"region"_s, u"tier"_s, u"input"_s,
                              u"output"_s, u"cache read"_s, u"cache write"_s, u"currency"_s, u"cost"_s, u"premium %"_s,
                              u"shown as"_s, u"rate"_s, u"source"_s, u"date"_s, u"price row"_s, u"older list"_s,
                              u"disputed"_s}};
    const auto price = [](const PriceRow &row, PriceClass of) {
        return row.price(of).transform(&nanoText).value_or(QString());
    };
    for (const ParityLine &line : m_parity.lines) {
        const PriceRow &row = line.row;
        const std::optional<Money> other =
            line.cost.total && m_conversion ? converted(*line.cost.total, *m_conversion) : std::nullopt;
        QStringList disputed;
        for (const PriceRow &one : line.disputed)
            disputed.append(u"%1: %2"_s.arg(sourceText(one.source), pricesText(one)));
        lines.append(QStringList{
            harmlessCell(m_parity.family), harmlessCell(row.channel), harmlessCell(m_model->channelName(line)),
            harmlessCell(placeOf(row)), Format::tier(row), price(row, PriceClass::Input),
            price(row, PriceClass::Output), price(row, PriceClass::CacheRead), price(row, PriceClass::CacheWrite),
            row.currency, line.cost.total ? nanoText(line.cost.total->nano) : u"unpriced"_s,
            line.premium ? QString::number(double(*line.premium) / 100, 'f', 2) : QString(),
            other ? moneyText(*other) : QString(), other ? conversionText(*m_conversion) : QString(),
            harmlessCell(sourceText(row.source)), row.source.date.toString(Qt::ISODate), priceRowId(row),
            line.isOlder ? u"yes"_s : QString(), disputed.join(u"; "_s)});
    }
    return toDelimited(lines, u',').toUtf8();
}

QByteArray ParityView::json() const
{
    return QJsonDocument(parityJson(m_context.pricing.book(), question(), m_parity, m_conversion)).toJson();
}

} // namespace evenhand
