// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service/displaycurrency.h"
#include "app/service/pricing.h"
#include "tests/gui/finders.h"
#include "tests/gui/guiharness.h"
#include "tests/gui/spendingsample.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/paneboard.h"
#include "ui/compare/panehead.h"
#include "ui/costs/barplot.h"
#include "ui/costs/costspage.h"
#include "ui/costs/currencyview.h"
#include "ui/costs/parityview.h"
#include "ui/costs/pricebookview.h"
#include "ui/costs/priceimportdialog.h"
#include "ui/costs/projectionpanel.h"
#include "ui/costs/spendingview.h"
#include "ui/models/costmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusline.h"
#include "ui/shell/theme.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/whydialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>

using namespace evenhand;
using namespace Qt::StringLiterals;

namespace {

Money dollars(qint64 nano)
{
    return {.nano = nano, .currency = u"USD"_s};
}

QDate thisMonth()
{
    const QDate today = QDateTime::currentDateTimeUtc().date();
    return QDate(today.year(), today.month(), 1);
}

// Everything that a table shows, a line for each row.
QString shown(const TableView *table)
{
    QStringList lines;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < table->model()->columnCount(); ++column) {
            if (!table->isColumnHidden(column))
                cells.append(table->model()->index(row, column).data().toString());
        }
        lines.append(cells.join(u" | "_s));
    }
    return lines.join(u'\n');
}

} // namespace

class tst_costspage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void nothingWasSpent();
    void spendingIsGrouped();
    void thePlotSaysItInWords();
    void aYearIsProjected();
    void unpricedAloneProjectsNothing();
    void csvHasWhatIsShown();
    void csvHasNoFormulas();
    void unpricedIsNowhereZero();
    void theStatusLineSaysTheMonth();
    void keysLeadThere();
    void theBookIsFiltered();
    void filesArePreviewedBeforeTheyAreKept();
    void importedPricesAreTakenOutOfUse();
    void badFilesAreSaid();
    void parityComparesPlaces();
    void parityOfARegion();
    void unknownModelsAreSaid();
    void theMixCounts();
    void amountsAreShownInAnotherCurrency();
    void onlyWholeRatesAreTaken();
    void whyThisNumber();
    void whyThisNumberOfSeveralRequests();
    void aPaneLeadsToItsCost();

private:
    void add(const SpentSample &sample) { addSpending(m_gui->session().workspace(), sample); }
    CostsPage &page() const { return *m_gui->window().costsPage(); }
    void open(CostsPage::Section section)
    {
        page().showSection(section);
        m_gui->window().showCostsPage();
        settle();
    }
    // What was spent is read beside this thread.
    void settle() const { QTRY_VERIFY(!page().spending()->isReading()); }
    void groupBy(const QString &name) const
    {
        visible<QPushButton>(page(), u"Group by "_s + name)->click();
        settle();
    }
    TableView *table(const QString &name) const { return visible<TableView>(page(), name); }

    std::unique_ptr<GuiHarness> m_gui;
};

void tst_costspage::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"evenhand-tests"_s);
    QCoreApplication::setApplicationName(u"tst_costspage"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Theme::install(*qApp);
}

void tst_costspage::init()
{
    QSettings().clear();
    m_gui = std::make_unique<GuiHarness>();
    m_gui->window().resize(1440, 900);
    m_gui->window().show();
}

void tst_costspage::nothingWasSpent()
{
    open(CostsPage::Spending);
    QVERIFY(visibleText(page()).contains(u"Nothing was sent from this workspace yet."_s));
    QVERIFY(!table(u"What was spent"_s));
    QVERIFY(!visibleButton(page(), u"Save as CSV…"_s)->isEnabled());
}

void tst_costspage::spendingIsGrouped()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"First"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = u"code"_s,
         .answers = 3,
         .each = dollars(1'000'000'000)});
    add({.month = QDate(2026, 4, 1),
         .name = u"Second"_s,
         .channel = u"Cloud"_s,
         .model = u"m-2"_s,
         .taskClass = {},
         .answers = 2,
         .each = {}});
    open(CostsPage::Spending);
    QCOMPARE(shown(table(u"What was spent"_s)), u"April 2026 | 2 | 2 | 2,401 | 600 | unpriced | 2\n"
                                                "March 2026 | 3 | 3 | 3,603 | 900 | $3.00 | none"_s);
    groupBy(u"channel"_s);
    QCOMPARE(shown(table(u"What was spent"_s)), u"Cloud | 5 | 5 | 6,004 | 1,500 | at least $3.00 | 2"_s);
    groupBy(u"model"_s);
    QCOMPARE(shown(table(u"What was spent"_s)), u"m-1 | 3 | 3 | 3,603 | 900 | $3.00 | none\n"
                                                "m-2 | 2 | 2 | 2,401 | 600 | unpriced | 2"_s);
    groupBy(u"run"_s);
    QVERIFY(shown(table(u"What was spent"_s)).startsWith(u"First | 3"_s));
    groupBy(u"task class"_s);
    QVERIFY(shown(table(u"What was spent"_s)).contains(u"No task class | 2"_s));
    QVERIFY(visibleText(page()).contains(u"All: 5 answers, at least $3.00, 2 attempts unpriced"_s));
}

void tst_costspage::thePlotSaysItInWords()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"First"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 1,
         .each = dollars(2'000'000'000)});
    add({.month = QDate(2026, 4, 1),
         .name = u"First"_s,
         .channel = u"Cloud"_s,
         .model = u"m-2"_s,
         .taskClass = {},
         .answers = 1,
         .each = {}});
    open(CostsPage::Spending);
    const auto *plot = visible<BarPlot>(page(), u"Cost in USD by month"_s);
    QVERIFY(plot);
    QCOMPARE(plot->accessibleDescription(), u"March 2026: $2.00; April 2026: unpriced"_s);
    groupBy(u"model"_s);
    QVERIFY(visible<BarPlot>(page(), u"Cost in USD by model"_s));
    QVERIFY(!visible<BarPlot>(page(), u"Cost in USD by month"_s));
}

void tst_costspage::aYearIsProjected()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"First"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 4,
         .each = dollars(10'000'000)});
    add({.month = QDate(2026, 4, 1),
         .name = u"Second"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 2,
         .each = dollars(40'000'000)});
    open(CostsPage::Spending);
    auto *panel = page().findChild<ProjectionPanel *>();
    visible<QSpinBox>(page(), u"Volume: how many answers"_s)->setValue(100);
    // (4 × 0.01 + 2 × 0.04) ÷ 6 × 100 × 365
    QVERIFY2(panel->text().startsWith(u"≈ $730.00, estimated $365.00 to $1,460.00:"_s), qPrintable(panel->text()));
    QVERIFY(panel->text().contains(u"the mean of 6 priced answers"_s));
    visible<QComboBox>(page(), u"Volume: for which time"_s)->setCurrentIndex(1);
    QVERIFY2(panel->text().startsWith(u"≈ $24.00, estimated"_s), qPrintable(panel->text()));
    table(u"What was spent"_s)->setCurrentIndex(table(u"What was spent"_s)->model()->index(0, 0)); // April
    QVERIFY2(panel->text().startsWith(u"≈ $48.00, estimated"_s), qPrintable(panel->text()));
    QVERIFY(panel->text().contains(u"those of “April 2026”"_s));
}

void tst_costspage::unpricedAloneProjectsNothing()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"First"_s,
         .channel = u"Local"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 4,
         .each = {}});
    open(CostsPage::Spending);
    QVERIFY(page().findChild<ProjectionPanel *>()->text().contains(u"Nothing that was measured has a price"_s));
}

void tst_costspage::csvHasWhatIsShown()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"First, with \"quotes\""_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 2,
         .each = dollars(1)});
    open(CostsPage::Spending);
    groupBy(u"run"_s);
    const QStringList lines = QString::fromUtf8(page().spending()->csv()).trimmed().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.first().startsWith(u"run,key,answers"_s));
    QVERIFY2(lines.last().startsWith(u"\"First, with \"\"quotes\"\"\","_s), qPrintable(lines.last()));
    QVERIFY2(lines.last().contains(u",2,2,2401,600,0,0.000000002,USD,2,0,"_s), qPrintable(lines.last()));
}

void tst_costspage::csvHasNoFormulas()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"=HYPERLINK(1)"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 1,
         .each = dollars(1)});
    open(CostsPage::Spending);
    groupBy(u"run"_s);
    const QString csv = QString::fromUtf8(page().spending()->csv());
    QVERIFY2(csv.contains(u"\r\n'=HYPERLINK(1),"_s), qPrintable(csv));
}

// Two currencies, some of it unpriced, and a model of which nothing has a price.
void tst_costspage::unpricedIsNowhereZero()
{
    const auto sample = [&](const QString &model, const std::optional<Money> &each) {
        add({.month = QDate(2026, 3, 1),
             .name = u"Run"_s,
             .channel = u"Cloud"_s,
             .model = model,
             .taskClass = {},
             .answers = 2,
             .each = each});
    };
    sample(u"m-1"_s, dollars(1'000'000'000));
    sample(u"m-1"_s, std::nullopt);
    sample(u"m-2"_s, Money{.nano = 500'000'000, .currency = u"EUR"_s});
    sample(u"m-3"_s, std::nullopt);
    open(CostsPage::Spending);
    groupBy(u"model"_s);
    const QString text = shown(table(u"What was spent"_s));
    QVERIFY2(text.contains(u"m-1 | 4 | 4 | 4,802 | 1,200 | at least $2.00 | 2"_s), qPrintable(text));
    QVERIFY2(text.contains(u"m-3 | 2 | 2 | 2,401 | 600 | unpriced | 2"_s), qPrintable(text));
    QVERIFY2(visibleText(page()).contains(u"All: 8 answers, at least "_s), qPrintable(visibleText(page())));
    for (const QString &line : QString::fromUtf8(page().spending()->csv()).split(u"\r\n"_s)) {
        if (line.startsWith(u"m-3,"_s))
            QVERIFY2(line.contains(u",2,2,2401,600,0,,,0,2,"_s), qPrintable(line));
    }
    TableView *spent = table(u"What was spent"_s);
    for (int row = 0; row < spent->model()->rowCount(); ++row) {
        if (spent->model()->index(row, 0).data().toString() == u"m-3"_s)
            spent->setCurrentIndex(spent->model()->index(row, 0));
    }
    QVERIFY(page().findChild<ProjectionPanel *>()->text().contains(u"Nothing that was measured has a price"_s));
}

void tst_costspage::theStatusLineSaysTheMonth()
{
    QTRY_VERIFY(m_gui->window().statusLine()->text().contains(u"this month nothing"_s));
    add({.month = thisMonth(),
         .name = u"Now"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 2,
         .each = dollars(1'500'000'000)});
    add({.month = thisMonth(),
         .name = u"Now"_s,
         .channel = u"Cloud"_s,
         .model = u"m-2"_s,
         .taskClass = {},
         .answers = 1,
         .each = {}});
    add({.month = thisMonth().addMonths(-1),
         .name = u"Then"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 1,
         .each = dollars(7)});
    m_gui->ask(u"Why?"_s, {u"quick"_s}); // an answer that ends has the line read again
    QTRY_VERIFY(m_gui->window().statusLine()->text().contains(u"this month at least $3.00, 1 attempt unpriced"_s));
}

void tst_costspage::keysLeadThere()
{
    QVERIFY(QTest::qWaitForWindowActive(&m_gui->window()));
    QTest::keyClick(&m_gui->window(), Qt::Key_6, Qt::AltModifier);
    QVERIFY(page().isVisible());
    QCOMPARE(page().frame()->title(), u"Spending"_s);
}

void tst_costspage::theBookIsFiltered()
{
    open(CostsPage::PriceBook);
    const TableView *prices = table(u"Prices for a million tokens"_s);
    const int all = prices->model()->rowCount();
    QVERIFY(all > 1'000);
    visible<QLineEdit>(page(), u"Filter the price book"_s)->setText(u"SONNET bedrock"_s);
    const int some = prices->model()->rowCount();
    QVERIFY(some > 0 && some < all);
    QVERIFY(shown(prices).contains(u"sonnet"_s, Qt::CaseInsensitive));
    QVERIFY(visibleText(page()).contains(u" of "_s));
    visible<QLineEdit>(page(), u"Filter the price book"_s)->setText(u"no such model anywhere"_s);
    QCOMPARE(prices->model()->rowCount(), 0);
    QVERIFY(shown(table(u"Where prices come from"_s)).contains(u"with the program"_s));
}

void tst_costspage::filesArePreviewedBeforeTheyAreKept()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"contract-2026-11-01.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("channel,model,input,output,currency\n"
               "anthropic,claude-sonnet-4-5,2.5,12,EUR\n"
               "anthropic,claude-haiku-4-5,cheap,3,EUR\n");
    file.close();
    open(CostsPage::PriceBook);
    page().priceBook()->previewFile(file.fileName());
    auto *dialog = page().findChild<PriceImportDialog *>();
    QVERIFY(dialog);
    QVERIFY2(dialog->summary().contains(u"1 price from"_s) && dialog->summary().contains(u"1 entry cannot be used"_s),
             qPrintable(dialog->summary()));
    QVERIFY(shown(visible<TableView>(*dialog, u"What cannot be used"_s)).startsWith(u"3 | "_s));
    QVERIFY(shown(visible<TableView>(*dialog, u"Prices in the file, for a million tokens"_s))
                .contains(u"claude-sonnet-4-5"_s));
    QVERIFY(std::ranges::none_of(m_gui->session().pricing().book().rows(), &PriceRow::own));
    visibleButton(*dialog, u"Import the other 1"_s)->click();
    QVERIFY(std::ranges::any_of(m_gui->session().pricing().book().rows(), &PriceRow::own));
    QVERIFY(shown(table(u"Where prices come from"_s)).startsWith(u"contract-2026-11-01.csv | your own | 2026-11-01"_s));
    QVERIFY(shown(table(u"Prices for a million tokens"_s)).contains(u"your own: contract-2026-11-01.csv"_s));
}

void tst_costspage::importedPricesAreTakenOutOfUse()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"contract.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("channel,model,input,output,currency\nanthropic,claude-sonnet-4-5,2.5,12,EUR\n");
    file.close();
    open(CostsPage::PriceBook);
    QVERIFY(!visibleButton(page(), u"Stop using…"_s)->isEnabled());
    page().priceBook()->previewFile(file.fileName());
    visibleButton(*page().findChild<PriceImportDialog *>(), u"Import 1"_s)->click();
    const auto hasOwn = [&] { return std::ranges::any_of(m_gui->session().pricing().book().rows(), &PriceRow::own); };
    const auto change = [&](const QString &button, const QString &answer) {
        TableView *sources = table(u"Where prices come from"_s);
        sources->setCurrentIndex(sources->model()->index(0, 0));
        visibleButton(page(), button)->click();
        auto *box = page().findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(box->informativeText().contains(u"computed before stay as they are"_s));
        visibleButton(*box, answer)->click();
        delete box;
    };
    QVERIFY(hasOwn());
    change(u"Stop using…"_s, u"Cancel"_s);
    QVERIFY(hasOwn());
    change(u"Stop using…"_s, u"Stop using"_s);
    QVERIFY(!hasOwn());
    QVERIFY(shown(table(u"Where prices come from"_s)).contains(u"1 price, not used since"_s));
    change(u"Use again…"_s, u"Use again"_s);
    QVERIFY(hasOwn());
}

void tst_costspage::badFilesAreSaid()
{
    open(CostsPage::PriceBook);
    page().priceBook()->previewFile(u"/nowhere/prices.csv"_s);
    QVERIFY(page().problem().contains(u"The prices were not imported"_s));
    QVERIFY(page().problem().contains(u"/nowhere/prices.csv"_s));
}

void tst_costspage::parityComparesPlaces()
{
    open(CostsPage::Parity);
    page().parity()->setFamily(u"claude-sonnet-4-5"_s);
    QCOMPARE(page().parity()->family(), u"claude-sonnet-4-5"_s);
    const QStringList lines = shown(table(u"Where the model is sold"_s)).split(u'\n');
    QVERIFY(lines.size() > 3);
    // 1,000 requests of 3,000 tokens at 3 and 750 at 15 for a million
    QVERIFY2(lines.first().startsWith(u"Anthropic | all regions | $3.00 | $15.00 | $20.25 | base | "_s),
             qPrintable(lines.first()));
    QVERIFY(visible<BarPlot>(page(), u"Cost of the mix of claude-sonnet-4-5 by place"_s)->bars().size() > 3);
    const QJsonObject json = QJsonDocument::fromJson(page().parity()->json()).object();
    QCOMPARE(json["family"_L1].toString(), u"claude-sonnet-4-5"_s);
    QCOMPARE(json["lines"_L1].toArray().size(), lines.size());
    QCOMPARE(json["lines"_L1][0]["cost"_L1]["text"_L1].toString(), u"20.25 USD"_s);
    const QStringList csv = QString::fromUtf8(page().parity()->csv()).trimmed().split(u'\n');
    QCOMPARE(csv.size(), lines.size() + 1);
    QVERIFY(csv.at(1).contains(u",20.25,0.00,"_s));
}

void tst_costspage::parityOfARegion()
{
    open(CostsPage::Parity);
    auto *region = visible<QComboBox>(page(), u"Region"_s);
    QVERIFY(!region->isEnabled());
    page().parity()->setFamily(u"gpt-5.4"_s);
    QVERIFY(region->isEnabled());
    QVERIFY(shown(table(u"Where the model is sold"_s)).contains(u"us data zone"_s));
    region->setCurrentText(u"eu"_s);
    const QString places = shown(table(u"Where the model is sold"_s));
    QVERIFY2(places.contains(u"eu data zone"_s) && !places.contains(u"us data zone"_s), qPrintable(places));
    QVERIFY2(places.contains(u"litellm, 2026-07-24 · older list"_s), qPrintable(places));
    QCOMPARE(QJsonDocument::fromJson(page().parity()->json())["region"_L1].toString(), u"eu"_s);
    page().parity()->setFamily(u"no such model"_s);
    QVERIFY(!region->isEnabled());
}

void tst_costspage::unknownModelsAreSaid()
{
    open(CostsPage::Parity);
    QVERIFY(visibleText(page()).contains(u"Choose a model"_s));
    page().parity()->setFamily(u"claude-sonet-4-5"_s);
    QVERIFY(visibleText(page()).contains(u"has no model family"_s));
    QVERIFY(visibleText(page()).contains(u"Did you mean \"claude-sonnet-4-5\"?"_s));
    QVERIFY(!visibleButton(page(), u"Save as CSV…"_s)->isEnabled());
}

void tst_costspage::theMixCounts()
{
    open(CostsPage::Parity);
    page().parity()->setFamily(u"claude-sonnet-4-5"_s);
    visible<QSpinBox>(page(), u"Mix: output"_s)->setValue(0);
    QVERIFY(shown(table(u"Where the model is sold"_s)).contains(u" | $9.00 | base"_s));
}

void tst_costspage::amountsAreShownInAnotherCurrency()
{
    add({.month = QDate(2026, 3, 1),
         .name = u"First"_s,
         .channel = u"Cloud"_s,
         .model = u"m-1"_s,
         .taskClass = {},
         .answers = 2,
         .each = dollars(1'000'000'000)});
    open(CostsPage::Currency);
    visible<QComboBox>(page(), u"Currency to show"_s)->setCurrentText(u"inr"_s);
    visible<QLineEdit>(page(), u"Rate"_s)->setText(u"88.42"_s);
    visibleButton(page(), u"Show amounts in it"_s)->click();
    const Conversion kept = displayCurrency(m_gui->session().workspace().reader()).value().value();
    QCOMPARE(kept.to, u"INR"_s);
    QCOMPARE(kept.rateNano, 88'420'000'000);
    QVERIFY(visibleText(page()).contains(u"Amounts in USD are shown in INR too"_s));
    page().showSection(CostsPage::Spending);
    settle();
    QVERIFY(shown(table(u"What was spent"_s)).endsWith(u"$2.00 | none | ₹176.84"_s));
    page().showSection(CostsPage::Currency);
    visibleButton(page(), u"Show amounts in their own currency only"_s)->click();
    QVERIFY(!displayCurrency(m_gui->session().workspace().reader()).value());
    page().showSection(CostsPage::Spending);
    settle();
    QVERIFY(shown(table(u"What was spent"_s)).endsWith(u"$2.00 | none"_s));
}

void tst_costspage::onlyWholeRatesAreTaken()
{
    open(CostsPage::Currency);
    const QPushButton *use = visibleButton(page(), u"Show amounts in it"_s);
    for (const QString &rate : {u""_s, u"0"_s, u"-1"_s, u"many"_s}) {
        visible<QLineEdit>(page(), u"Rate"_s)->setText(rate);
        QVERIFY2(!use->isEnabled(), qPrintable(rate));
    }
    visible<QLineEdit>(page(), u"Rate"_s)->setText(u"0.92"_s);
    QVERIFY(use->isEnabled());
    visible<QComboBox>(page(), u"Currency to show"_s)->setCurrentText(u"USD"_s);
    QVERIFY(!use->isEnabled());
}

void tst_costspage::whyThisNumber()
{
    const PriceRow row{.channel = u"maker"_s,
                       .model = u"m-1"_s,
                       .currency = u"USD"_s,
                       .prices = {{PriceClass::Input, 0, 3'000'000'000}, {PriceClass::Output, 0, 15'000'000'000}},
                       .source = {.catalogue = u"a list"_s, .date = QDate(2026, 9, 1)}};
    const PriceFinding finding{.row = row, .assumptions = {u"the region was not known"_s}};
    const Cost cost = costOf(Usage{.inputFresh = 3'000, .outputVisible = 750}, finding);
    const WhyDialog dialog(u"Why"_s,
                           {{.heading = {}, .cost = cost, .finding = finding},
                            {.heading = u"Attempt 2 of 2: done"_s, .cost = {.unpriced = u"no price"_s}}},
                           {});
    QVERIFY2(dialog.text().contains(u"input: 3,000 × 3 for a million = 0.009 USD"_s), qPrintable(dialog.text()));
    QStringList texts;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        texts.append(label->text());
    const QString all = texts.join(u'\n');
    QVERIFY2(all.contains(u"0.01125 USD"_s) && all.contains(u"0.02025 USD"_s), qPrintable(all));
    QVERIFY(all.contains(priceRowId(row)));
    QVERIFY(all.contains(u"a list, 2026-09-01"_s));
    QVERIFY(all.contains(u"Assumed: the region was not known"_s));
    QVERIFY(all.contains(u"Unpriced: no price."_s));
}

void tst_costspage::whyThisNumberOfSeveralRequests()
{
    const PriceFinding none{.unpriced = u"no price"_s};
    const WhyDialog dialog(u"Why"_s,
                           {{.heading = u"Request 1 of 2"_s, .cost = costOf(std::nullopt, none), .finding = none},
                            {.heading = u"Request 2 of 2"_s,
                             .cost = costOf(std::nullopt, none),
                             .finding = none,
                             .together = AttemptCost{.amount = dollars(20'000'000)}}},
                           {});
    const QString expected = u"All requests: 0.02 USD"_s;
    QVERIFY2(dialog.text().endsWith(expected), qPrintable(dialog.text()));
    QStringList texts;
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        texts.append(label->text());
    QCOMPARE(texts.count(expected), 1);
}

void tst_costspage::aPaneLeadsToItsCost()
{
    m_gui->ask(u"Why?"_s, {u"quick"_s});
    QTRY_VERIFY(m_gui->isIdle());
    PaneHead *head = m_gui->page().board()->panes().first()->head();
    QTRY_VERIFY(head->metrics().endsWith(u"unpriced"_s));
    QPushButton *link = visible<QPushButton>(*head, u"Cost: unpriced. Why this number"_s);
    QVERIFY(link);
    link->click();
    const auto *dialog = m_gui->page().findChild<WhyDialog *>();
    QVERIFY(dialog);
    QVERIFY2(dialog->text().startsWith(u"Unpriced: "_s), qPrintable(dialog->text()));
}

QTEST_MAIN(tst_costspage)
#include "tst_costspage.moc"
