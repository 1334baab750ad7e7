// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/answerfeed.h"
#include "tests/bench/answertexts.h"
#include "tests/bench/framemeter.h"
#include "tests/bench/measures.h"

#include <QCoreApplication>
#include <QScrollBar>
#include <QTextBrowser>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// The window's thread, from the first token to the last one painted, when everything is set anew every `each` tokens.
std::chrono::nanoseconds browserTime(const QStringList &tokens, int each)
{
    QTextBrowser browser;
    browser.resize(600, 800);
    browser.show();
    QCoreApplication::processEvents();
    QString text;
    const auto begin = threadTime();
    for (qsizetype token = 0; token < tokens.size(); ++token) {
        text += tokens.at(token);
        if ((token + 1) % each != 0 && token + 1 < tokens.size())
            continue;
        browser.setMarkdown(text);
        browser.verticalScrollBar()->setValue(browser.verticalScrollBar()->maximum());
        QCoreApplication::processEvents();
    }
    return threadTime() - begin;
}

std::chrono::nanoseconds viewTime(const QStringList &tokens, int each)
{
    AnswerFeed feed;
    const auto begin = threadTime();
    for (qsizetype token = 0; token < tokens.size(); token += each)
        feed.add(tokens.sliced(token, std::min<qsizetype>(each, tokens.size() - token)).join(QString()));
    return threadTime() - begin;
}

} // namespace

void measureReference(double scale, QTextStream &out)
{
    out << "\nAll of an answer, shown token by token: CPU ms of the window's thread\n"
        << "characters   shown after   QTextBrowser::setMarkdown   this view     ratio\n";
    for (const qsizetype characters : {2'000, 4'000, 8'000}) {
        const QStringList tokens = tokensOf(benchAnswer(qsizetype(double(characters) * scale), 7).text, 7);
        for (const int each : {1, 25}) {
            const double browser = milliseconds(browserTime(tokens, each));
            const double view = milliseconds(viewTime(tokens, each));
            out << QString::number(tokens.join(QString()).size()).rightJustified(10)
                << u"%1 token%2"_s.arg(each).arg(each == 1 ? u""_s : u"s"_s).rightJustified(14)
                << QString::number(browser, 'f', 0).rightJustified(28)
                << QString::number(view, 'f', 0).rightJustified(12)
                << QString::number(browser / view, 'f', 1).rightJustified(10) << Qt::endl;
        }
    }
}

} // namespace evenhand
