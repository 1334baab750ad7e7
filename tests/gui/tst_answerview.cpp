// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/answercell.h"
#include "tests/gui/guiharness.h"
#include "ui/answer/answerview.h"
#include "ui/answer/blockview.h"
#include "ui/answer/linkdialog.h"
#include "ui/answer/textsection.h"
#include "ui/widgets/banner.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace evenhand;

namespace {

const QString arguments = u"{\"city\":\"Pune\",\"days\":3}"_s;

Answer everything()
{
    return {.text = u"# Title\n\nSome **text**."_s,
            .reasoning = u"It is *asked* for."_s,
            .refusal = u"Not that."_s,
            .toolCalls = {{.id = u"1"_s, .name = u"weather"_s, .arguments = arguments}},
            .stop = StopReason::Stop};
}

QString ending(const AnswerView &view)
{
    for (const Banner *banner : view.findChildren<Banner *>()) {
        if (banner->isVisibleTo(&view))
            return banner->text();
    }
    return {};
}

} // namespace

class TestAnswerView : public QObject
{
    Q_OBJECT

private slots:
    void partsAreInReadingOrder();
    void foldedReasoningCostsNothing();
    void argumentsAreLaidOutWhenTheyAreComplete();
    void aToolsNameIsNeverMarkup();
    void theRawViewShowsWhatCame();
    void onlyTheLastPartStreams();
    void requestsAreShownOneAfterTheOther();
    void longResultsAreFolded();
    void endingsAreSaid_data();
    void endingsAreSaid();
    void aLinkAsksFirst();

private:
    const Clock m_clock;
};

void TestAnswerView::partsAreInReadingOrder()
{
    const AnswerCell cell(everything());
    const AnswerView view(cell.model, m_clock);
    const QList<BlockView *> parts = view.parts();
    QCOMPARE(parts.size(), 4);
    QCOMPARE(parts.at(1), view.textPart());
    QCOMPARE(shown(parts.at(1)), u"Title\nSome text."_s);
    QCOMPARE(shown(parts.at(2)), u"Not that."_s);
    QVERIFY(!parts.at(0)->isVisibleTo(&view)); // reasoning is folded
    QVERIFY(parts.at(3)->isVisibleTo(&view));
}

void TestAnswerView::foldedReasoningCostsNothing()
{
    AnswerCell cell({}, LaneState::Streaming);
    AnswerView view(cell.model, m_clock);
    cell.think(u"One thing, "_s);
    cell.think(u"and *another*."_s);
    QCOMPARE(view.parts().size(), 1);
    BlockView *reasoning = view.parts().first();
    QVERIFY(reasoning->source().isEmpty());
    view.readFolded();
    QCOMPARE(reasoning->source(), "One thing, and *another*."_ba);
    QVERIFY(!reasoning->isVisibleTo(&view));
    cell.think(u" More."_s);
    QCOMPARE(reasoning->source(), "One thing, and *another*."_ba);
    view.unfold(reasoning);
    QVERIFY(reasoning->isVisibleTo(&view));
    QCOMPARE(shown(reasoning), u"One thing, and another. More."_s);
}

void TestAnswerView::argumentsAreLaidOutWhenTheyAreComplete()
{
    Answer answer = everything();
    answer.stop = StopReason::None;
    AnswerCell cell(answer, LaneState::Streaming);
    const AnswerView view(cell.model, m_clock);
    const BlockView *call = view.parts().last();
    QCOMPARE(QString::fromUtf8(call->source()), arguments);
    cell.end();
    QCOMPARE(view.parts().last(), call);
    QCOMPARE(QString::fromUtf8(call->source()), u"{\n  \"city\": \"Pune\",\n  \"days\": 3\n}"_s);
    QCOMPARE(call->blocks().size(), 1);
    QVERIFY(call->blocks().first().kind == BlockKind::Code);
}

void TestAnswerView::aToolsNameIsNeverMarkup()
{
    Answer answer = everything();
    answer.toolCalls.first().name = u"r&d\u202e"_s + u"x"_s.repeated(200);
    const AnswerCell cell(answer);
    const AnswerView view(cell.model, m_clock);
    const auto folds = view.findChildren<TextSection *>();
    const auto call = std::ranges::find_if(
        folds, [](const TextSection *section) { return section->title().startsWith("Tool call: r&d"_L1); });
    QVERIFY(call != folds.end());
    const QString text = (*call)->findChild<QPushButton *>()->text();
    QVERIFY2(text.startsWith("Tool call: r&&d"_L1), qPrintable(text));
    QVERIFY((*call)->title().contains(u"U+202E"_s) && !(*call)->title().contains(u'\u202e'));
    QVERIFY(text.size() < 50);
}

void TestAnswerView::theRawViewShowsWhatCame()
{
    const AnswerCell cell(everything());
    AnswerView view(cell.model, m_clock);
    view.setRaw(true);
    view.unfold(view.parts().first());
    QCOMPARE(shown(view.parts().at(0)), u"It is *asked* for."_s);
    QVERIFY(shown(view.textPart()).startsWith("# Title"_L1));
    QVERIFY(shown(view.textPart()).endsWith("Some **text**."_L1));
    QCOMPARE(shown(view.parts().at(3)), arguments);
    view.setRaw(false);
    QCOMPARE(shown(view.textPart()), u"Title\nSome text."_s);
    QVERIFY(shown(view.parts().at(3)).contains(u"\n  \"days\": 3"_s));
}

void TestAnswerView::onlyTheLastPartStreams()
{
    AnswerCell cell({}, LaneState::Streaming);
    const AnswerView view(cell.model, m_clock);
    cell.think(u"Hm."_s);
    cell.say(u"Yes"_s);
    cell.say(u", because."_s);
    QCOMPARE(shown(view.textPart()), u"Yes, because."_s);
    QVERIFY(ending(view).isEmpty());
    cell.end();
    QVERIFY(ending(view).isEmpty());
    QCOMPARE(shown(view.textPart()), u"Yes, because."_s);
}

void TestAnswerView::requestsAreShownOneAfterTheOther()
{
    Answer asks = everything();
    asks.stop = StopReason::ToolCall;
    asks.notices = {u"One thing."_s};
    AnswerCell cell(asks, LaneState::Streaming);
    AnswerView view(cell.model, m_clock);
    const BlockView *asked = view.textPart();
    cell.goOn({{.callId = u"1"_s, .name = u"weather"_s, .text = uR"({"sky":"clear"})"_s}});
    QCOMPARE(view.textPart(), nullptr); // nothing of the last answer is there
    QCOMPARE(view.parts().size(), 5);
    const BlockView *result = view.parts().at(4);
    QCOMPARE(QString::fromUtf8(result->source()), u"{\n  \"sky\": \"clear\"\n}"_s);
    QVERIFY(result->isVisibleTo(&view));
    QVERIFY(ending(view).isEmpty());

    cell.say(u"It is "_s);
    cell.say(u"*clear*."_s);
    cell.end();
    QCOMPARE(view.parts().size(), 6);
    QCOMPARE(view.parts().last(), view.textPart());
    QCOMPARE(shown(view.textPart()), u"It is clear."_s);
    QCOMPARE(view.parts().at(1), asked);
    QCOMPARE(shown(asked), u"Title\nSome text."_s);
    QVERIFY(ending(view).isEmpty());
    QVERIFY(std::ranges::contains(view.findChildren<QLabel *>(), u"One thing."_s, &QLabel::text));

    view.setRaw(true);
    QCOMPARE(QString::fromUtf8(result->source()), uR"({"sky":"clear"})"_s);
    QCOMPARE(shown(view.textPart()), u"It is *clear*."_s);

    // A run that was read from disk looks the same.
    const AnswerView again(cell.model, m_clock);
    QCOMPARE(again.parts().size(), 6);
    QCOMPARE(shown(again.textPart()), u"It is clear."_s);
}

void TestAnswerView::longResultsAreFolded()
{
    AnswerCell cell(everything(), LaneState::Streaming);
    AnswerView view(cell.model, m_clock);
    cell.goOn({{.callId = u"1"_s, .name = u"weather"_s, .text = u"rain\n"_s.repeated(400)}});
    const BlockView *result = view.parts().last();
    QVERIFY(!result->isVisibleTo(&view));
    view.unfold(result);
    QVERIFY(result->isVisibleTo(&view));
    QVERIFY(result->source().startsWith("rain\nrain"));
}

void TestAnswerView::endingsAreSaid_data()
{
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("said");
    const auto ended = [](StopReason reason, const QString &raw, const QString &text = u"Some"_s) {
        return Answer{.text = text, .stop = reason, .stopRaw = raw};
    };
    QTest::newRow("by itself") << ended(StopReason::Stop, u"end_turn"_s) << QString();
    QTest::newRow("length") << ended(StopReason::Length, u"max_tokens"_s)
                            << u"Cut off at the token limit\nIn the provider's word: “max_tokens”."_s;
    QTest::newRow("the same word") << ended(StopReason::Length, u"length"_s) << u"Cut off at the token limit"_s;
    QTest::newRow("filtered") << ended(StopReason::Filtered, u"content_filter"_s)
                              << u"Filtered by the model or its provider\nIn the provider's word: “content_filter”."_s;
    QTest::newRow("tool") << ended(StopReason::ToolCall, {}) << u"It waits for the result of a tool"_s;
    QTest::newRow("paused") << ended(StopReason::Paused, {}) << u"The provider paused the answer"_s;
    QTest::newRow("unknown") << ended(StopReason::None, u"max_time"_s)
                             << u"It ended for another reason\nIn the provider's word: “max_time”."_s;
    QTest::newRow("empty") << ended(StopReason::Stop, {}, {}) << u"The answer is empty"_s;
}

void TestAnswerView::endingsAreSaid()
{
    QFETCH(const Answer, answer);
    QFETCH(const QString, said);
    const AnswerCell cell(answer);
    const AnswerView view(cell.model, m_clock);
    QCOMPARE(ending(view), said);
}

void TestAnswerView::aLinkAsksFirst()
{
    const AnswerCell cell({.text = u"[here](https://example.org/)"_s});
    AnswerView view(cell.model, m_clock);
    view.show();
    emit view.textPart()->linkActivated({.destination = u"https://example.org/"_s});
    auto *dialog = view.findChild<LinkDialog *>();
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
}

QTEST_MAIN(TestAnswerView)
#include "tst_answerview.moc"
