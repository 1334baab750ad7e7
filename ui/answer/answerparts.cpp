// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/answer/answerparts.h"

#include "app/text/prettyjson.h"
#include "app/text/visibletext.h"
#include "ui/answer/blockview.h"
#include "ui/answer/linkdialog.h"
#include "ui/answer/textsection.h"
#include "ui/models/format.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

using Mode = AnswerReader::Mode;

constexpr qsizetype shortLines = 12; // of a result that is shown unfolded
constexpr qsizetype shortLength = 800;

QString reasoningTitle(const Answer &answer, const Timing &timing)
{
    QStringList parts{AnswerParts::tr("Reasoning")};
    if (timing.firstReasoning) {
        const Duration end = timing.firstText.value_or(timing.lastToken.value_or(*timing.firstReasoning));
        parts.append(Format::duration(end - *timing.firstReasoning));
    }
    if (answer.usage && answer.usage->reasoning)
        parts.append(
            Format::counted(*answer.usage->reasoning, AnswerParts::tr("1 token"), AnswerParts::tr("%1 tokens")));
    return parts.join(u" · "_s);
}

QVBoxLayout *addPlace(QVBoxLayout *layout)
{
    auto *place = new QVBoxLayout;
    place->setSpacing(Theme::step);
    layout->addLayout(place);
    return place;
}

} // namespace

AnswerParts::AnswerParts(bool raw)
    : m_raw(raw)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::step); // an empty place takes none
    m_reasoningPlace = addPlace(layout);
    m_textPlace = addPlace(layout);
    m_refusalPlace = addPlace(layout);
    m_callPlace = addPlace(layout);
    hide();
}

void AnswerParts::setAnswer(const Answer &answer, const Timing &timing)
{
    setReasoning(answer, timing);
    setText(answer.text);
    setRefusal(answer.refusal);
    setCalls(answer.toolCalls);
    setHidden(answer.isEmpty());
}

void AnswerParts::end(const QList<ToolResult> &results)
{
    m_ended = true;
    for (qsizetype i = 0; i < m_calls.size(); ++i) {
        Call &call = m_calls[i];
        showArguments(call);
        if (i >= results.size())
            continue;
        call.told = results.at(i);
        const QString &text = call.told.text;
        call.result =
            addSection(Theme::Face::Code, text.size() <= shortLength && text.count(u'\n') < shortLines, m_callPlace);
        m_callPlace->insertWidget(m_callPlace->indexOf(call.section) + 1, call.result);
        call.result->setTitle(tr("Recorded result: %1").arg(visibleText(call.told.name)));
        showResult(call);
    }
    if (m_text)
        m_text->endText();
    for (TextSection *section : sections())
        section->endText();
}

void AnswerParts::setReasoning(const Answer &answer, const Timing &timing)
{
    if (answer.reasoning.isEmpty())
        return;
    if (!m_reasoning) {
        m_reasoning = addSection(Theme::Face::Body, false, m_reasoningPlace);
        m_reasoning->setMode(mode());
    }
    m_reasoning->setText(answer.reasoning);
    m_reasoning->setTitle(reasoningTitle(answer, timing));
}

void AnswerParts::setText(const QString &text)
{
    if (text.isEmpty() && !m_text)
        return;
    if (!m_text) {
        m_text = new BlockView(Theme::Face::Answer);
        m_text->setAccessibleName(tr("Answer"));
        m_text->setMode(mode());
        addPart(m_text, m_text, m_textPlace);
    }
    m_text->setText(text);
}

void AnswerParts::setRefusal(const QString &refusal)
{
    if (refusal.isEmpty())
        return;
    if (!m_refusal) {
        m_refusal = addSection(Theme::Face::Answer, true, m_refusalPlace);
        m_refusal->setTitle(tr("Refused, in the model's words"));
        m_refusal->setMode(mode());
    }
    m_refusal->setText(refusal);
}

void AnswerParts::setCalls(const QList<ToolCall> &calls)
{
    for (qsizetype i = 0; i < calls.size(); ++i) {
        if (i >= m_calls.size())
            m_calls.append({.section = addSection(Theme::Face::Code, true, m_callPlace)});
        Call &call = m_calls[i];
        call.call = calls.at(i);
        call.section->setTitle(tr("Tool call: %1").arg(visibleText(call.call.name)));
        showArguments(call);
    }
}

// They are complete when the answer is: only then they can be put in order.
void AnswerParts::showArguments(const Call &call)
{
    call.section->setMode(m_raw ? Mode::Raw : Mode::Code, u"json"_s);
    call.section->setText(m_raw || !m_ended ? call.call.arguments : prettyJson(call.call.arguments));
}

void AnswerParts::showResult(const Call &call)
{
    const bool isJson = call.told.text.startsWith(u'{') || call.told.text.startsWith(u'[');
    call.result->setMode(m_raw || !isJson ? Mode::Raw : Mode::Code, u"json"_s);
    call.result->setText(m_raw ? call.told.text : prettyJson(call.told.text));
}

void AnswerParts::addPart(QWidget *widget, BlockView *view, QVBoxLayout *place)
{
    place->addWidget(widget);
    connect(view, &BlockView::blocksChanged, this, &AnswerParts::changed);
    connect(view, &BlockView::linkActivated, this,
            [this, view](const LinkTarget &link) { LinkDialog::show(link, this, linkText(view->blocks(), link)); });
}

TextSection *AnswerParts::addSection(Theme::Face face, bool expanded, QVBoxLayout *place)
{
    auto *section = new TextSection(face, expanded);
    addPart(section, section->view(), place);
    return section;
}

QList<TextSection *> AnswerParts::sections() const
{
    QList<TextSection *> all{m_reasoning, m_refusal};
    for (const Call &call : m_calls)
        all << call.section << call.result;
    all.removeAll(nullptr);
    return all;
}

QList<BlockView *> AnswerParts::parts() const
{
    QList<BlockView *> parts;
    if (m_text)
        parts.append(m_text);
    for (const TextSection *section : sections())
        section == m_reasoning ? parts.prepend(section->view()) : parts.append(section->view());
    return parts;
}

void AnswerParts::setStreaming(bool streaming)
{
    const QList<BlockView *> all = parts();
    for (BlockView *part : all)
        part->setStreaming(streaming && part == all.last());
}

void AnswerParts::readFolded()
{
    for (TextSection *section : sections()) {
        if (!section->isExpanded())
            section->readNow();
    }
}

void AnswerParts::unfold(const BlockView *part)
{
    for (TextSection *section : sections()) {
        if (section->view() == part && !section->isExpanded())
            section->setExpanded(true);
    }
}

void AnswerParts::setRaw(bool raw)
{
    m_raw = raw;
    for (BlockView *view :
         {m_text, m_reasoning ? m_reasoning->view() : nullptr, m_refusal ? m_refusal->view() : nullptr}) {
        if (view)
            view->setMode(mode());
    }
    for (const Call &call : std::as_const(m_calls)) {
        showArguments(call);
        if (call.result)
            showResult(call);
    }
}

} // namespace evenhand
