// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/answer/finder.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
QT_END_NAMESPACE

namespace evenhand {

// What is looked for, how many there are, and the way from one to the next.
class FindBar : public QWidget
{
    Q_OBJECT
public:
    explicit FindBar(Finder &finder, QWidget *parent = nullptr);

    // Shown, with the keyboard in it. `text`: to look for; empty: what it was.
    void open(const QString &text);
    bool isEverywhere() const; // in all panes
    void setEverywhere(bool everywhere);
    QString result() const; // "2 of 17"

public slots:
    void close(); // the keyboard goes back to where it was

signals:
    void everywhereChanged();
    void aboutToSearch(); // for something new: where from is to be said now

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void search();
    void refresh();

    Finder &m_finder;
    QLineEdit *m_field;
    QLabel *m_result;
    QToolButton *m_previous;
    QToolButton *m_next;
    QPushButton *m_case;
    QPushButton *m_everywhere;
    QPointer<QWidget> m_cameFrom;
};

} // namespace evenhand
