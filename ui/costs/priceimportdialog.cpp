// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/costs/priceimportdialog.h"

#include "ui/models/costbookmodel.h"
#include "ui/models/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

constexpr QSize usualSize(1080, 600);
constexpr int mistakesHeight = 150;

QString summaryOf(const PriceFile &file)
{
    QStringList parts{PriceImportDialog::tr("%1 from %2.")
                          .arg(Format::counted(file.import.rows.size(), PriceImportDialog::tr("1 price"),
                                               PriceImportDialog::tr("%1 prices")),
                               sourceText(file.import.source))};
    if (file.import.passedOver > 0)
        parts.append(
            PriceImportDialog::tr("%1 more are of channels that the price book does not know, or have no price "
                                  "by token.")
                .arg(Format::count(file.import.passedOver)));
    if (!file.import.mistakes.isEmpty())
        parts.append(Format::counted(file.import.mistakes.size(), PriceImportDialog::tr("1 entry cannot be used."),
                                     PriceImportDialog::tr("%1 entries cannot be used.")));
    parts.append(
        file.kind == "csv"_L1
            ? PriceImportDialog::tr("Your own prices win over all lists. What was priced before stays as it is.")
            : PriceImportDialog::tr("The newer list wins. What was priced before stays as it is."));
    return parts.join(u' ');
}

QString importText(const PriceImport &import)
{
    const QString count = Format::count(import.rows.size());
    return import.mistakes.isEmpty() ? PriceImportDialog::tr("Import %1").arg(count)
                                     : PriceImportDialog::tr("Import the other %1").arg(count);
}

} // namespace

void fitPriceColumns(TableView &table)
{
    table.setColumnCharacters({14, 0, 9, 8, 8, 8, 9, 9, 0, 7});
    table.header()->setStretchLastSection(false);
    for (const int column : {CostBookModel::Model, CostBookModel::Source})
        table.header()->setSectionResizeMode(column, QHeaderView::Stretch);
}

PriceImportDialog::PriceImportDialog(const PriceFile &file, const PriceBook &book, QWidget *parent)
    : QDialog(parent)
    , m_summary(summaryOf(file))
{
    setWindowTitle(tr("Import prices from %1").arg(file.name));
    resize(usualSize);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::step);
    layout->addWidget(sentenceLabel(m_summary));
    if (!file.import.mistakes.isEmpty())
        layout->addWidget(makeMistakes(file.import.mistakes));
    layout->addWidget(makeRows(file, book), 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *import = buttons->addButton(importText(file.import), QDialogButtonBox::AcceptRole);
    import->setEnabled(!file.import.rows.isEmpty());
    import->setAutoDefault(file.import.mistakes.isEmpty());
    buttons->button(QDialogButtonBox::Cancel)->setDefault(!file.import.mistakes.isEmpty());
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget *PriceImportDialog::makeMistakes(const QList<PriceMistake> &mistakes)
{
    auto *model = new QStandardItemModel(this);
    model->setHorizontalHeaderLabels({tr("Line"), tr("Cannot be used")});
    for (const PriceMistake &mistake : mistakes) {
        auto *reason = new QStandardItem(mistake.reason);
        reason->setToolTip(Format::toolTip(mistake.reason));
        model->appendRow({new QStandardItem(Format::count(mistake.line)), reason});
    }
    auto *table = new TableView;
    table->setModel(model);
    table->setAccessibleName(tr("What cannot be used"));
    table->setColumnCharacters({10});
    table->setFixedHeight(mistakesHeight);
    table->setInk([](const QModelIndex &index) { return index.column() == 1 ? Theme::colors().bad : QColor(); });
    return table;
}

QWidget *PriceImportDialog::makeRows(const PriceFile &file, const PriceBook &book)
{
    auto *model = new CostBookModel(this);
    model->setImport(file.import.rows, book);
    auto *table = new TableView;
    table->setModel(model);
    table->setAccessibleName(tr("Prices in the file, for a million tokens"));
    fitPriceColumns(*table);
    return table;
}

} // namespace evenhand
