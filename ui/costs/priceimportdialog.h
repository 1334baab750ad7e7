// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/service/pricefile.h"

#include <QDialog>

namespace evenhand {

class TableView;

// The columns of a table of prices. The names of models and sources share what the others leave: nothing scrolls
// sideways.
void fitPriceColumns(TableView &table);

// What a file with prices would bring, and what of it cannot be used. It is accepted when the person wants it.
class PriceImportDialog : public QDialog
{
    Q_OBJECT
public:
    PriceImportDialog(const PriceFile &file, const PriceBook &book, QWidget *parent = nullptr);

    QString summary() const { return m_summary; }

private:
    QWidget *makeMistakes(const QList<PriceMistake> &mistakes);
    QWidget *makeRows(const PriceFile &file, const PriceBook &book);

    QString m_summary;
};

} // namespace evenhand
