// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

// A titled part beside a line, which can be folded.
class Fold : public QWidget
{
    Q_OBJECT
public:
    Fold(QWidget *content, bool expanded, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const { return m_title; }
    bool isExpanded() const { return m_expanded; }
    void setExpanded(bool expanded);

signals:
    void aboutToExpand();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateHead();

    QPushButton *m_head;
    QWidget *m_content;
    QString m_title;
    bool m_expanded;
};

} // namespace evenhand
