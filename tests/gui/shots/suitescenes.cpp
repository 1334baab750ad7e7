// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/promptstore.h"
#include "tests/gui/shots/shots.h"
#include "tests/paths.h"
#include "ui/shell/mainwindow.h"
#include "ui/suites/caseview.h"
#include "ui/suites/importdialog.h"
#include "ui/suites/suiteeditor.h"
#include "ui/suites/suitespage.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand::shots {
namespace {

using Theme::Scheme;

// A suite whose cases are short, long and odd.
QByteArray manyCases()
{
    QByteArray csv = "name,country,question,reference,task class,tags,checks\n";
    for (int i = 1; i <= 1000; ++i) {
        const QByteArray number = QByteArray::number(i);
        const QByteArray long_ =
            i % 7 == 0 ? QByteArray("Read the contract below, and say who pays. ").repeated(12) : QByteArray();
        if (i % 5 == 0)
            csv += "case " + number + ",مصر,ما هي عاصمة المحافظة رقم " + number + "؟,القاهرة,factual,جغرافيا,\n";
        else if (i % 3 == 0)
            csv += "case " + number + ",भारत,राज्य " + number
                   + " की राजधानी क्या है? एक वाक्य में उत्तर दीजिए।,पणजी,languages,भूगोल,\n";
        else
            csv += "case " + number + ",\"India\",\"" + long_ + "What is the capital of state " + number
                   + "?\",Panaji,factual,\"easy; " + (i % 2 ? "Asia" : "भूगोल")
                   + "\",\"{\"\"type\"\": \"\"contains\"\", \"\"value\"\": \"\"Panaji\"\"}\"\n";
    }
    return csv;
}

void importFile(GuiHarness &gui, const QString &name, const QByteArray &content, bool accept)
{
    gui.window().showSuitesPage();
    const QTemporaryDir folder;
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    SuitesPage *page = gui.window().suitesPage();
    page->importFile(file.fileName());
    auto *dialog = page->findChild<ImportDialog *>();
    if (!QTest::qWaitFor([&] { return !dialog->isReading(); }))
        qFatal("the file was not read");
    if (accept)
        dialog->accept();
    settle();
}

void savePrompts(Workspace &workspace)
{
    const QString system = u"You read invoices. Answer with JSON only."_s;
    const QString first = u"Read the invoice and give its number, date and total.\n\n{{invoice}}"_s;
    const QString second =
        u"Read the invoice and give its number, its date (YYYY-MM-DD) and its total in {{currency}}.\n\n{{invoice}}"_s;
    const Result<void> saved = workspace.write([&](Database &db) -> Result<void> {
        return PromptStore::save(db, u"Extract an invoice"_s, {.system = system, .user = first})
            .and_then([&](const PromptVersion &) {
                return PromptStore::save(db, u"Extract an invoice"_s, {.system = system, .user = second});
            })
            .and_then([&](const PromptVersion &) {
                return PromptStore::save(db, u"Retry helper"_s, {.system = {}, .user = prompt});
            })
            .transform([](const PromptVersion &) {});
    });
    if (!saved)
        qFatal("%s", qPrintable(saved.error().message));
}

} // namespace

QList<Scene> suiteScenes()
{
    const auto empty = [](GuiHarness &gui) {
        gui.window().showSuitesPage();
        settle();
    };
    const auto starter = [](GuiHarness &gui) {
        gui.window().showSuitesPage();
        gui.window().suitesPage()->addStarter(u"tool-use"_s);
        gui.window().suitesPage()->addStarter(u"reasoning"_s);
        settle();
    };
    const auto many = [](GuiHarness &gui) {
        importFile(gui, u"Capitals of the states.csv"_s, manyCases(), true);
        CaseView *view = gui.window().suitesPage()->editor()->view();
        view->setCurrentIndex(view->model()->index(6, 2));
        settle();
    };
    const auto prompts = [](GuiHarness &gui) {
        savePrompts(gui.session().workspace());
        gui.window().showPromptsPage();
        settle();
    };
    const auto elsewhere = [](GuiHarness &gui) {
        importFile(gui, u"promptfooconfig.yaml"_s,
                   "prompts: ['Summarise in {{style}}: {{text}}']\nproviders: [echo]\ntests:\n"
                   "  - vars: {style: one line, text: A short note.}\n"
                   "    assert: [{type: llm-rubric, value: is polite}, {type: contains, value: note}]\n"
                   "  - vars: {style: one line, text: file://../contracts/lease.txt}\n"
                   "  - vars: {style: one line, text: file:///srv/contracts/loan.txt}\n",
                   false);
    };
    const auto sheets = [](GuiHarness &gui) {
        QFile file(QStringLiteral(EVENHAND_TEST_DATA "/suites/sheets.xlsx"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read the sheets");
        importFile(gui, u"Sheets of May.xlsx"_s, file.readAll(), false);
    };
    const auto problems = [](GuiHarness &gui) {
        importFile(gui, u"Invoices of May.csv"_s,
                   "invoice;checks;tags\nA;\"{\"\"type\"\": \"\"json\"\"}\";x\nB;contains 12;y\nC;;\"[1,\"\nD\n",
                   false);
    };
    return {
        {u"suites-empty"_s, small, Scheme::Light, empty},
        {u"suites-starter"_s, small, Scheme::Light, starter},
        {u"suites-many"_s, small, Scheme::Light, many},
        {u"suites-many-dark"_s, small, Scheme::Dark, many},
        {u"prompts-empty"_s, small, Scheme::Light,
         [](GuiHarness &gui) {
             gui.window().showPromptsPage();
             settle();
         }},
        {u"prompts"_s, small, Scheme::Light, prompts},
        {u"prompts-dark"_s, small, Scheme::Dark, prompts},
        {u"suites-import"_s, small, Scheme::Light, problems},
        {u"suites-import-dark"_s, small, Scheme::Dark, problems},
        {u"suites-import-elsewhere"_s, small, Scheme::Light, elsewhere},
        {u"suites-import-sheets"_s, small, Scheme::Dark, sheets},
        {u"suites-many-large"_s, large, Scheme::Light, many},
    };
}

} // namespace evenhand::shots
