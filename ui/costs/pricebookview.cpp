// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/pricebookview.h"

#include "app/pricing/pricedata.h"
#include "app/service/pricefile.h"
#include "app/service/pricing.h"
#include "app/store/pricestore.h"
#include "app/store/workspace.h"
#include "ui/costs/priceimportdialog.h"
#include "ui/models/costbookmodel.h"
#include "ui/models/format.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr int detailsHeight = 132;
constexpr int sourcesHeight = 148;

// Rows in which each word of the filter stands somewhere.
class WordFilter final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setWords(const QString &text)
    {
        m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
        invalidateRowsFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QString text = sourceModel()->index(row, 0, parent).data(CostBookModel::FilterRole).toString();
        return std::ranges::all_of(m_words,
                                   [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

QList<QStandardItem *> sourceLine(const QStringList &texts)
{
    QList<QStandardItem *> items;
    for (const QString &text : texts) {
        auto *item = new QStandardItem(text);
        item->setToolTip(Format::toolTip(text));
        items.append(item);
    }
    return items;
}

} // namespace

PriceBookView::PriceBookView(const CostsContext &context, QWidget *parent)
    : CostsView(tr("Price book"), parent)
    , m_context(context)
    , m_model(new CostBookModel(this))
    , m_filtered(new WordFilter(this))
    , m_filter(new QLineEdit)
    , m_count(textLabel({}, Theme::Face::Body, Theme::dimRole))
    , m_table(new TableView)
    , m_details(sentenceLabel({}, QPalette::WindowText))
    , m_sources(new QStandardItemModel(this))
    , m_sourceTable(new TableView)
    , m_use(addBarAction(tr("Stop using…")))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::edge, Theme::step, Theme::edge, Theme::step);
    head->setSpacing(Theme::edge);
    m_filter->setPlaceholderText(tr("Filter by model, channel, region, source"));
    m_filter->setAccessibleName(tr("Filter the price book"));
    m_filter->setClearButtonEnabled(true);
    head->addWidget(m_filter, 1);
    head->addWidget(m_count);
    layout->addLayout(head);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(makeTable(), 1);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(makeDetails());
    QPushButton *import = addBarAction(tr("Import prices…"));
    import->setEnabled(!context.workspace.isReadOnly());
    connect(import, &QPushButton::clicked, this, &PriceBookView::chooseFile);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        static_cast<WordFilter *>(m_filtered)->setWords(text);
        showCount();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PriceBookView::showDetails);
    connect(m_sourceTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PriceBookView::showUse);
    connect(m_use, &QPushButton::clicked, this, &PriceBookView::askUse);
    setFocusProxy(m_filter);
}

QWidget *PriceBookView::makeTable()
{
    m_filtered->setSourceModel(m_model);
    m_filtered->setSortRole(CostBookModel::SortRole);
    m_table->setModel(m_filtered);
    m_table->setAccessibleName(tr("Prices for a million tokens"));
    m_table->setSortingEnabled(true);
    m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
    fitPriceColumns(*m_table);
    m_table->setInk([](const QModelIndex &index) {
        if (index.column() == CostBookModel::Source && index.data(CostBookModel::DisputedRole).toBool())
            return Theme::colors().warning;
        const bool isPrice = index.column() >= CostBookModel::Input && index.column() <= CostBookModel::CacheWrite;
        return isPrice ? Theme::colors().text : QColor();
    });
    return m_table;
}

QWidget *PriceBookView::makeDetails()
{
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_details);
    scroll->setFixedHeight(detailsHeight);
    scroll->viewport()->setAutoFillBackground(false);
    m_details->setMargin(Theme::step);
    m_details->setIndent(Theme::step);
    m_details->setAlignment(Qt::AlignTop);
    m_details->setAccessibleName(tr("The selected price"));

    m_sources->setHorizontalHeaderLabels(
        {tr("Where prices come from"), tr("Kind"), tr("Of"), tr("Licence"), tr("Imported"), tr("State")});
    m_sourceTable->setModel(m_sources);
    m_sourceTable->setAccessibleName(tr("Where prices come from"));
    m_sourceTable->setColumnCharacters({26, 12, 11, 8, 20});
    m_sourceTable->setFixedHeight(sourcesHeight);

    auto *details = new QWidget;
    auto *layout = new QVBoxLayout(details);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(scroll);
    layout->addWidget(new Rule(Qt::Horizontal));
    layout->addWidget(m_sourceTable);
    return details;
}

void PriceBookView::refresh(const std::optional<Conversion> &)
{
    m_model->setBook(m_context.pricing.book(), QDateTime::currentDateTimeUtc().date());
    showSources();
    showCount();
    m_table->setCurrentIndex(m_filtered->index(0, 0));
    showDetails();
}

void PriceBookView::showCount()
{
    const int shown = m_filtered->rowCount();
    const int all = m_model->rowCount();
    m_count->setText(shown == all ? Format::counted(all, tr("1 price"), tr("%1 prices"))
                                  : tr("%1 of %2 prices").arg(Format::count(shown), Format::count(all)));
}

void PriceBookView::showDetails()
{
    const QModelIndex index = m_table->currentIndex();
    m_details->setText(index.isValid() ? CostBookModel::details(m_model->row(m_filtered->mapToSource(index).row()))
                                       : tr("No price fits the filter."));
}

// The newest first, as they are taken.
void PriceBookView::showSources()
{
    m_sources->removeRows(0, m_sources->rowCount());
    const Result<QList<StoredPriceLayer>> layers = PriceStore::layers(m_context.workspace.reader());
    m_layers = layers.value_or(QList<StoredPriceLayer>());
    if (!layers) {
        emit failed(tr("The imported prices cannot be read"), layers.error().message);
        return;
    }
    for (const StoredPriceLayer &layer : std::as_const(m_layers)) {
        const PriceSource source = priceSourceFromJson(layer.source);
        const QString rows = Format::counted(layer.rows.size(), tr("1 price"), tr("%1 prices"));
        const QString state = layer.ended.isValid()
                                  ? tr("%1, not used since %2")
                                        .arg(rows, QLocale().toString(layer.ended.toLocalTime(), QLocale::ShortFormat))
                                  : tr("%1, in use").arg(rows);
        m_sources->appendRow(sourceLine(
            {layer.name, layer.kind == "csv"_L1 ? tr("your own") : layer.kind, source.date.toString(Qt::ISODate),
             source.licence, QLocale().toString(layer.imported.toLocalTime(), QLocale::ShortFormat), state}));
    }
    for (const PriceSource &source : shippedPrices().sources) {
        m_sources->appendRow(
            sourceLine({u"%1 %2"_s.arg(source.catalogue, source.version).trimmed(), tr("list"),
                        source.date.toString(Qt::ISODate), source.licence, tr("with the program"), tr("in use")}));
    }
    showUse();
}

std::optional<StoredPriceLayer> PriceBookView::currentLayer() const
{
    const int row = m_sourceTable->currentIndex().row();
    return row >= 0 && row < m_layers.size() ? std::optional(m_layers.at(row)) : std::nullopt;
}

// What came with the program is always in use: the newer and the own rows stand before it.
void PriceBookView::showUse()
{
    const std::optional<StoredPriceLayer> layer = currentLayer();
    m_use->setText(layer && layer->ended.isValid() ? tr("Use again…") : tr("Stop using…"));
    m_use->setEnabled(layer && !m_context.workspace.isReadOnly());
    m_use->setToolTip(layer ? QString() : tr("Select imported prices in the list at the bottom"));
}

void PriceBookView::askUse()
{
    const std::optional<StoredPriceLayer> layer = currentLayer();
    if (!layer)
        return;
    const bool used = layer->ended.isValid();
    const QString question = used ? tr("Use the prices of “%1” again?") : tr("Stop using the prices of “%1”?");
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(question.arg(layer->name));
    box->setInformativeText(
        tr("Only what is priced from now on changes. The rows stay in the workspace, and costs that "
           "were computed before stay as they are."));
    QPushButton *yes = box->addButton(used ? tr("Use again") : tr("Stop using"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this, [this, layer = *layer, used] {
        if (const Result<void> done = m_context.pricing.setUsed(layer, used); !done)
            emit failed(tr("The prices could not be changed"), done.error().message);
        else
            emit changed();
    });
    box->open();
}

void PriceBookView::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import prices"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Prices (*.csv *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &PriceBookView::previewFile);
    dialog->open();
}

void PriceBookView::previewFile(const QString &path)
{
    const Result<PriceFile> file = readPriceFile(path, {}, m_context.pricing.book());
    if (!file) {
        emit failed(tr("The prices were not imported"), file.error().message);
        return;
    }
    auto *dialog = new PriceImportDialog(*file, m_context.pricing.book(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, file = *file] {
        if (const Result<void> kept = m_context.pricing.import(file.import, file.name, file.kind); !kept)
            emit failed(tr("The prices were not imported"), kept.error().message);
        else
            emit changed();
    });
    dialog->open();
}

} // namespace evenhand

#include "pricebookview.moc"
