// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

QT_BEGIN_NAMESPACE
class QAction;
class QTextBrowser;
QT_END_NAMESPACE

namespace evenhand {

class SideList;

// The help: short pages that come with the program, and the shortcuts of the actions it is given.
class HelpWindow : public QDialog
{
    Q_OBJECT
public:
    static constexpr int keyboardPage = 3;

    struct Shortcuts
    {
        QString title;
        QList<QAction *> actions; // those without a shortcut are left out
    };

    explicit HelpWindow(const QList<Shortcuts> &shortcuts, QWidget *parent = nullptr);

    int pageCount() const;
    void showPage(int page);
    QString text() const; // of the page that is shown

protected:
    void changeEvent(QEvent *event) override;

private:
    void read(const QList<Shortcuts> &shortcuts);

    QStringList m_pages; // as markdown: our own, never what a model wrote
    SideList *m_list;
    QTextBrowser *m_view;
};

} // namespace evenhand
