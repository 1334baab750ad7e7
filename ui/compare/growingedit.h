// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace evenhand {

// A plain text editor that grows with its text between two numbers of lines. Tab leaves it; files that are dropped on it
// are handed on.
class GrowingEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    GrowingEdit(int leastLines, int mostLines, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void filesDropped(const QStringList &paths);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int textLines() const;
    void fit();

    int m_least;
    int m_most;
    int m_lines;
};

} // namespace evenhand
