// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/store/pricestore.h"
#include "ui/costs/costsview.h"

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
QT_END_NAMESPACE

namespace evenhand {

class CostBookModel;
class TableView;

// All prices that are known, where they come from, and what more can be imported.
class PriceBookView : public CostsView
{
    Q_OBJECT
public:
    explicit PriceBookView(const CostsContext &context, QWidget *parent = nullptr);

    void refresh(const std::optional<Conversion> &conversion) override;
    // Shows what the file would bring; nothing is kept before the person says so.
    void previewFile(const QString &path);

signals:
    void changed(); // prices were imported, or taken out of use

private:
    QWidget *makeTable();
    QWidget *makeDetails();
    void showDetails();
    void showSources();
    void showUse();
    void askUse();
    std::optional<StoredPriceLayer> currentLayer() const;
    void showCount();
    void chooseFile();

    CostsContext m_context;
    CostBookModel *m_model;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QLabel *m_count;
    TableView *m_table;
    QLabel *m_details;
    QStandardItemModel *m_sources;
    TableView *m_sourceTable;
    QList<StoredPriceLayer> m_layers; // the first rows of the sources
    QPushButton *m_use;
};

} // namespace evenhand
