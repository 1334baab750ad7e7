// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/core/run.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QComboBox;
class QTextEdit;
QT_END_NAMESPACE

namespace evenhand {

// Where an answer comes from: for each attempt the request as it was sent with its files, what the provider said of
// itself, the phases and how it ended.
class ProvenanceDialog : public QDialog
{
    Q_OBJECT
public:
    ProvenanceDialog(const RunSpec &spec, const Cell &cell, QWidget *parent = nullptr);

    QString text() const; // of the attempt that is shown

private:
    void show(int attempt);

    RunTarget m_target;
    QList<AttachmentRef> m_files;
    Cell m_cell;
    QComboBox *m_attempts;
    QTextEdit *m_view;
};

// One attempt in words, as the dialog shows it and as it is copied.
QString provenanceText(const RunTarget &target, const QList<AttachmentRef> &files, const Attempt &attempt);

} // namespace evenhand
