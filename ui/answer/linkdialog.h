// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/text/block.h"
#include "ui/answer/linkjudgement.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QPushButton;
class QTextEdit;
QT_END_NAMESPACE

namespace evenhand {

class Banner;

// Stands between a link that a model wrote and the program that would open it: says where it leads.
class LinkDialog : public QDialog
{
    Q_OBJECT
public:
    using Opener = std::function<bool(const QUrl &)>;

    // `visibleText`: what the link reads, if it is known.
    LinkDialog(const LinkTarget &link, const QString &visibleText, QWidget *parent = nullptr);
    // A dialog of its own that goes when it is closed.
    static LinkDialog *show(const LinkTarget &link, QWidget *parent, const QString &visibleText = {});
    using QDialog::show;

    void setOpener(Opener opener); // instead of the desktop's
    const LinkJudgement &judgement() const { return m_judgement; }

private:
    QWidget *createAddress();
    QWidget *createButtons();
    void fitAddress();
    void openLink();

    LinkTarget m_link;
    LinkJudgement m_judgement;
    Opener m_opener;
    QTextEdit *m_address = nullptr;
    QPushButton *m_wayBack = nullptr;
    Banner *m_failure;
};

// What a link reads, for the dialog. Where several lead to the same place, the one that promises another.
QString linkText(const QList<Block> &blocks, const LinkTarget &link);

} // namespace evenhand
