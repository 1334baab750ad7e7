// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/helpwindow.h"
#include "ui/widgets/sidelist.h"

#include <QAction>
#include <QTest>
#include <QTextBrowser>

using namespace Qt::StringLiterals;
using namespace evenhand;

class TestHelpWindow : public QObject
{
    Q_OBJECT

private slots:
    void everyPageHasItsText();
    void shortcutsAreThoseOfTheActions();
    void pagesAreReachedByKeyboard();
};

void TestHelpWindow::everyPageHasItsText()
{
    HelpWindow help({});
    QCOMPARE(help.pageCount(), 9);
    const auto *list = help.findChild<SideList *>();
    for (int page = 0; page < help.pageCount(); ++page) {
        help.showPage(page);
        const QString title = list->model()->index(page, 0).data().toString();
        QVERIFY2(help.text().startsWith(title + u'\n'), qPrintable(help.text().left(60)));
        QVERIFY2(help.text().size() > 200, qPrintable(title));
        QVERIFY(!help.text().contains(u"SPDX"_s));
    }
}

void TestHelpWindow::shortcutsAreThoseOfTheActions()
{
    QAction send(u"&Send"_s);
    send.setShortcut(Qt::CTRL | Qt::Key_Return);
    QAction silent(u"Without keys"_s);
    HelpWindow help({{.title = u"Compare"_s, .actions = {&send, &silent}}});
    help.showPage(HelpWindow::keyboardPage);
    QVERIFY(help.text().contains(u"Compare"_s));
    QVERIFY(help.text().contains(u"Send"_s));
    QVERIFY(help.text().contains(send.shortcut().toString(QKeySequence::NativeText)));
    QVERIFY(!help.text().contains(u"Without keys"_s));
}

void TestHelpWindow::pagesAreReachedByKeyboard()
{
    HelpWindow help({});
    help.show();
    QVERIFY(QTest::qWaitForWindowActive(&help));
    QTest::keyClick(help.focusWidget(), Qt::Key_Down);
    QVERIFY(help.text().startsWith(u"Channels and keys"_s));
    QTest::keyClick(&help, Qt::Key_Escape);
    QVERIFY(!help.isVisible());
}

QTEST_MAIN(TestHelpWindow)
#include "tst_helpwindow.moc"
