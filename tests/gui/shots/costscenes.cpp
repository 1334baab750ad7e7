// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/displaycurrency.h"
#include "app/service/pricing.h"
#include "tests/gui/shots/shots.h"
#include "tests/gui/spendingsample.h"
#include "ui/costs/costspage.h"
#include "ui/costs/parityview.h"
#include "ui/costs/pricebookview.h"
#include "ui/costs/priceimportdialog.h"
#include "ui/costs/spendingview.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/whydialog.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace evenhand::shots {
namespace {

using Theme::Scheme;

std::function<void(GuiHarness &)> costs(CostsPage::Section section, const std::function<void(GuiHarness &)> &stage = {})
{
    return [section, stage](GuiHarness &gui) {
        gui.window().costsPage()->showSection(section);
        gui.window().showCostsPage();
        if (stage)
            stage(gui);
        settle();
    };
}

std::function<void(GuiHarness &)> spent(SpendingBy by, qsizetype most = 100)
{
    return [by, most](GuiHarness &gui) {
        const QList<SpentSample> samples = manyMonths();
        for (const SpentSample &one : samples.last(std::min(most, samples.size())))
            addSpending(gui.session().workspace(), one);
        costs(CostsPage::Spending)(gui);
        gui.window().costsPage()->spending()->setBy(by);
        settle();
    };
}

void inRupees(GuiHarness &gui)
{
    const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88'420'000'000, .date = QDate(2026, 11, 21)};
    if (const Result<void> kept = setDisplayCurrency(gui.session().workspace(), rupees); !kept)
        qFatal("%s", qPrintable(kept.error().message));
}

std::function<void(GuiHarness &)> converted(const std::function<void(GuiHarness &)> &stage)
{
    return [stage](GuiHarness &gui) {
        inRupees(gui);
        stage(gui);
    };
}

std::function<void(GuiHarness &)> sold(const QString &family)
{
    return costs(CostsPage::Parity, [family](GuiHarness &gui) {
        gui.window().costsPage()->parity()->setFamily(family);
        settle();
    });
}

void priceImport(GuiHarness &gui)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"contract-2026-11-01.csv"_s));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.write("channel,model,region,input,output,currency,note\n"
               "anthropic,claude-sonnet-4-5,,2.5,12,EUR,frame contract 2026\n"
               "aws-bedrock,claude-haiku-4-5,eu-west-1,0.9,4.4,EUR,\n"
               "anthropic,claude-opus-4-5,,cheap,20,EUR,\n"
               "nobody,claude-opus-4-5,,1,2,,\n");
    file.close();
    gui.window().costsPage()->priceBook()->previewFile(file.fileName());
}

// The importing dialog is accepted, and the file taken out of use is asked about.
void useOfImport(GuiHarness &gui)
{
    priceImport(gui);
    if (auto *dialog = gui.window().findChild<PriceImportDialog *>())
        dialog->accept();
    auto *book = gui.window().costsPage()->priceBook();
    for (auto *table : book->findChildren<TableView *>()) {
        if (table->accessibleName() == u"Where prices come from"_s)
            table->setCurrentIndex(table->model()->index(0, 0));
    }
    for (auto *button : gui.window().findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == u"Stop using…"_s)
            button->click();
    }
}

std::function<void(GuiHarness &)> soldIn(const QString &family, const QString &region)
{
    return [family, region](GuiHarness &gui) {
        sold(family)(gui);
        for (auto *box : gui.window().costsPage()->parity()->findChildren<QComboBox *>()) {
            if (box->accessibleName() == u"Region"_s)
                box->setCurrentText(region);
        }
        settle();
    };
}

void whyRounds(GuiHarness &gui)
{
    mixed(gui);
    const PriceBook &book = gui.session().pricing().book();
    const PriceFinding finding = book.lookup({.kind = u"anthropic"_s,
                                              .model = u"claude-opus-4-8"_s,
                                              .tier = u"fast"_s,
                                              .tierSource = u"as the answer says"_s},
                                             QDateTime::currentDateTimeUtc());
    const Cost first = costOf(Usage{.inputFresh = 3'120, .outputVisible = 75}, finding);
    const Cost second = costOf(Usage{.inputFresh = 412, .cacheRead = 3'120, .outputVisible = 750}, finding);
    auto *dialog = new WhyDialog(
        u"What this answer of claude-opus-4-8 cost"_s,
        {{.heading = u"Request 1 of 2"_s, .cost = first, .finding = finding},
         {.heading = u"Request 2 of 2"_s, .cost = second, .finding = finding, .together = sumOf({first, second})}},
        {}, &gui.window());
    dialog->open();
    settle();
}

void whyThis(GuiHarness &gui)
{
    mixed(gui);
    const PriceBook &book = gui.session().pricing().book();
    const PriceFinding finding =
        book.lookup({.kind = u"anthropic"_s, .model = u"claude-sonnet-4-5"_s}, QDateTime::currentDateTimeUtc());
    const Usage usage{.inputFresh = 3'120, .cacheRead = 1'024, .outputVisible = 750, .reasoning = 212};
    const Conversion rupees{.from = u"USD"_s, .to = u"INR"_s, .rateNano = 88'420'000'000, .date = QDate(2026, 11, 21)};
    auto *dialog = new WhyDialog(
        u"What this answer of claude-sonnet-4-5 cost"_s,
        {{.heading = u"Attempt 1 of 2: failed"_s, .cost = {.unpriced = u"the provider did not report tokens"_s}},
         {.heading = u"Attempt 2 of 2: done"_s, .cost = costOf(usage, finding), .finding = finding}},
        rupees, &gui.window());
    dialog->open();
    settle();
}

} // namespace

QList<Scene> costScenes()
{
    const auto filtered = costs(CostsPage::PriceBook, [](GuiHarness &gui) {
        gui.window().costsPage()->priceBook()->findChild<QLineEdit *>()->setText(u"sonnet-4-5"_s);
    });
    return {
        {u"costs-empty"_s, small, Scheme::Light, costs(CostsPage::Spending)},
        {u"costs-months"_s, small, Scheme::Light, spent(SpendingBy::Month)},
        {u"costs-months-dark"_s, large, Scheme::Dark, spent(SpendingBy::Month)},
        {u"costs-one-month"_s, small, Scheme::Light, spent(SpendingBy::Month, 4)},
        {u"costs-unpriced"_s, small, Scheme::Light,
         [](GuiHarness &gui) {
             addSpending(gui.session().workspace(), manyMonths().at(14));
             costs(CostsPage::Spending)(gui);
         }},
        {u"costs-models"_s, small, Scheme::Light, converted(spent(SpendingBy::Model))},
        {u"costs-currencies"_s, large, Scheme::Light, converted(spent(SpendingBy::Model))},
        {u"costs-runs-dark"_s, small, Scheme::Dark, spent(SpendingBy::Run)},
        {u"costs-book"_s, small, Scheme::Light, costs(CostsPage::PriceBook)},
        {u"costs-book-filtered"_s, large, Scheme::Light, filtered},
        {u"costs-book-dark"_s, small, Scheme::Dark, filtered},
        {u"costs-import"_s, small, Scheme::Light, costs(CostsPage::PriceBook, priceImport)},
        {u"costs-parity-empty"_s, small, Scheme::Light, costs(CostsPage::Parity)},
        {u"costs-parity"_s, small, Scheme::Light, sold(u"claude-sonnet-4-5"_s)},
        {u"costs-parity-dark"_s, large, Scheme::Dark, converted(sold(u"claude-sonnet-4-5"_s))},
        {u"costs-use"_s, small, Scheme::Light, costs(CostsPage::PriceBook, useOfImport)},
        {u"costs-parity-places"_s, large, Scheme::Light, sold(u"nova-pro"_s)},
        {u"costs-parity-region"_s, small, Scheme::Dark, soldIn(u"gpt-5.4"_s, u"eu"_s)},
        {u"costs-why-rounds"_s, small, Scheme::Light, whyRounds},
        {u"costs-currency"_s, small, Scheme::Light, converted(costs(CostsPage::Currency))},
        {u"costs-why"_s, small, Scheme::Light, whyThis},
        {u"costs-why-dark"_s, small, Scheme::Dark, whyThis},
    };
}

} // namespace evenhand::shots
