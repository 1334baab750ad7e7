// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/suites/suitefile.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStandardItemModel;
class QThreadPool;
QT_END_NAMESPACE

namespace evenhand {

class PluginCatalog;
class TableView;

// What was found in a file, before anything of it is kept: problems row by row, what was left out, what was understood. The
// person decides, and chooses the sheet and whether files elsewhere are read. Files are read in a thread of the pool, which
// must not outlive the plugins.
class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    ImportDialog(const QString &path, PluginCatalog &plugins, QThreadPool &pool, QWidget *parent = nullptr);

    bool isReading() const { return m_asked != m_answered; }
    const SuiteImport &import() const { return m_import; } // as it was read last; without cases when it could not be
    QString summary() const;

private:
    struct Reading;

    void buildChoices();
    void read();
    void show(const Reading &reading);
    void showChoices(const QStringList &sheets);

    QString m_path;
    PluginCatalog &m_plugins;
    QThreadPool &m_pool;
    SuiteImport m_import;
    QLabel *m_summary;
    QWidget *m_sheetRow;
    QComboBox *m_sheet;
    QCheckBox *m_outside;
    QStandardItemModel *m_findings;
    TableView *m_table;
    QPushButton *m_accept;
    int m_asked = 0; // the number of the last reading
    int m_answered = 0;
};

} // namespace evenhand
