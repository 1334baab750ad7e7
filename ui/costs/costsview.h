// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/pricing/moneytext.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QPushButton;
QT_END_NAMESPACE

namespace evenhand {

class Pricing;
class Workspace;

// What the page works on; all of it outlives the page.
struct CostsContext
{
    Workspace &workspace;
    Pricing &pricing;
};

// One section of the costs page: its body, its title and what stands at the right of the bar.
class CostsView : public QWidget
{
    Q_OBJECT
public:
    explicit CostsView(const QString &title, QWidget *parent = nullptr);

    QString title() const { return m_title; }
    QWidget *barActions() const { return m_actions; }

    // Reads what it shows anew.
    virtual void refresh(const std::optional<Conversion> &conversion) = 0;

signals:
    void failed(const QString &title, const QString &sentence);

protected:
    QPushButton *addBarAction(const QString &text);
    // Asks for a file's name and writes it; what goes wrong is said by failed().
    void saveAs(const QString &title, const QString &name, std::function<QByteArray()> content);

private:
    QString m_title;
    QWidget *m_actions;
    QHBoxLayout *m_bar;
};

} // namespace evenhand
