// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renders the window in its states, to be looked at: shots FOLDER [SCENE…]
// QT_SCALE_FACTOR=2 renders for a fine screen.

#include "tests/gui/shots/shots.h"

#include "ui/answer/answerprinter.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/paneboard.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

namespace evenhand::shots {

const QString prompt = u"Write a retry helper with exponential backoff and jitter. Explain the trade-off."_s;
const QString longName =
    u"organisation/a-model-with-a-very-long-name-that-nobody-can-read-2026-07-31-preview-instruct"_s;

void settle(int milliseconds)
{
    QTest::qWait(milliseconds);
}

void finish(GuiHarness &gui)
{
    if (!QTest::qWaitFor([&] { return gui.isIdle(); }, 20'000))
        qWarning("not idle");
    settle();
}

std::function<void(GuiHarness &)> asked(const QStringList &models, bool wait)
{
    return [models, wait](GuiHarness &gui) {
        gui.ask(prompt, models);
        wait ? finish(gui) : settle(700);
    };
}

void mixed(GuiHarness &gui)
{
    asked({u"quick"_s, u"slow"_s, u"limited"_s}, false)(gui);
    gui.page().composer()->setPrompt({.user = u"Now make it cancellable, and show a test that proves the cap."_s});
    settle();
}

namespace {

// Dialogs are windows of their own: they are painted over the window as a desktop would.
QPixmap picture(MainWindow &window)
{
    QPixmap pixmap = window.grab();
    QPainter painter(&pixmap);
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (top == &window || !top->isVisible() || !(top->windowType() == Qt::Dialog || top->windowType() == Qt::Popup))
            continue;
        const QPoint at((window.width() - top->width()) / 2, (window.height() - top->height()) / 2);
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60));
        painter.drawPixmap(at, top->grab());
    }
    return pixmap;
}

void shoot(const Scene &scene, const QDir &folder)
{
    Theme::setScheme(scene.scheme);
    Theme::setAnswerZoom(100);
    GuiHarness gui;
    gui.window().resize(scene.size);
    gui.window().show();
    scene.stage(gui);
    const QString file = folder.filePath(scene.name + u".png"_s);
    if (!picture(gui.window()).save(file))
        qWarning("cannot write %s", qPrintable(file));
    gui.session().runs().cancelAll();
    if (!QTest::qWaitFor([&] { return gui.isIdle(); }, 5'000))
        qWarning("%s does not stop", qPrintable(scene.name));
}

// The pages that would be printed.
void shootPaper(const QDir &folder)
{
    constexpr QSize page(658, 986); // A4 without its margins
    constexpr int margin = 68;
    GuiHarness gui;
    gui.window().resize(usual);
    gui.window().show();
    asked({u"rich"_s})(gui);
    AnswerSheet sheet = gui.page().board()->panes().first()->sheet();
    sheet.attempt.answer.text += u'\n' + sheet.attempt.answer.text + sheet.attempt.answer.text;
    AnswerPrinter printer(sheet, page);
    for (int number = 0; number < printer.pages(); ++number) {
        QImage image(page.grownBy({margin, margin, margin, margin}), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.translate(margin, margin);
        printer.paint(painter, number);
        painter.end();
        image.save(folder.filePath(u"paper-%1.png"_s.arg(number + 1)));
    }
    if (const Result<int> pages = saveAnswerAsPdf(sheet, folder.filePath(u"paper.pdf"_s)); !pages)
        qWarning("%s", qPrintable(pages.error().message));
}

} // namespace
} // namespace evenhand::shots

using namespace evenhand;

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication app(argc, argv);
    QApplication::setOrganizationName(u"evenhand-shots"_s);
    QApplication::setApplicationName(u"shots"_s);
    QFont face(u"Inter"_s);
    face.setPixelSize(13);
    QApplication::setFont(face);
    Theme::install(app);
    const QStringList arguments = app.arguments().sliced(1);
    if (arguments.isEmpty())
        qFatal("shots FOLDER [SCENE…]");
    const QDir folder(arguments.first());
    folder.mkpath(u"."_s);
    for (const shots::Scene &scene : shots::compareScenes() + shots::answerScenes() + shots::runScenes()
                                         + shots::suiteScenes() + shots::costScenes() + shots::settingsScenes()) {
        if (arguments.size() == 1 || arguments.contains(scene.name))
            shots::shoot(scene, folder);
    }
    if (arguments.size() == 1 || arguments.contains(u"paper"_s))
        shots::shootPaper(folder);
    return 0;
}
