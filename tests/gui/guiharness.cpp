// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/guiharness.h"

#include "app/store/channelstore.h"
#include "tests/paths.h"
#include "ui/answer/answerview.h"
#include "ui/answer/blockview.h"
#include "ui/compare/answerpane.h"
#include "ui/compare/comparepage.h"
#include "ui/compare/composer.h"
#include "ui/compare/paneboard.h"
#include "ui/models/lineupmodel.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/banner.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace evenhand {
namespace {

// Models tell what arrived a moment after it did.
bool showsAllOfIt(const AnswerPane *pane)
{
    const Attempt *attempt = pane->current() ? pane->current()->attempt() : nullptr;
    if (!attempt || attempt->answer.text.isEmpty())
        return true;
    const BlockView *text = pane->view()->textPart();
    return text && text->isComplete() && text->source() == attempt->answer.text.toUtf8();
}

} // namespace

GuiHarness::GuiHarness()
    : m_channel{.id = ChannelId::create(),
                .name = u"Recordings"_s,
                .plugin = u"replay"_s,
                .settings = {{u"folder"_s, QStringLiteral(EVENHAND_SOURCE_FOLDER "/tests/gui/recordings")}}}
{
    open(Workspace::Access::Own);
}

GuiHarness::~GuiHarness() = default;

ComparePage &GuiHarness::page()
{
    return *m_window->comparePage();
}

QString GuiHarness::path() const
{
    return m_folder.filePath(u"evaluations.evenhand"_s);
}

void GuiHarness::open(Workspace::Access access)
{
    Result<std::unique_ptr<Session>> session =
        Session::open({.workspace = path(),
                       .approvedPluginFolder = QStringLiteral(EVENHAND_PLUGIN_FOLDER),
                       .retry = {},
                       .access = access});
    if (!session)
        qFatal("%s", qPrintable(session.error().message));
    m_session = std::move(*session);
    if (m_session->isNew()) {
        const Result<void> saved =
            m_session->workspace().write([this](Database &db) { return ChannelStore::save(db, m_channel); });
        if (!saved)
            qFatal("%s", qPrintable(saved.error().message));
    }
    m_window = std::make_unique<MainWindow>(*m_session);
}

void GuiHarness::reopen(Workspace::Access access)
{
    m_window.reset();
    m_session.reset();
    open(access);
}

Target GuiHarness::target(const QString &model, const Parameters &parameters) const
{
    return {.id = TargetId::create(), .channel = m_channel.id, .model = model, .parameters = parameters};
}

Lineup GuiHarness::lineup(const QStringList &models) const
{
    Lineup lineup;
    for (const QString &model : models)
        lineup.targets.append(target(model));
    return lineup;
}

void GuiHarness::ask(const QString &prompt, const QStringList &models, int repeats)
{
    if (!models.isEmpty())
        page().lineup()->setLineup(lineup(models));
    page().composer()->setPrompt({.user = prompt});
    page().composer()->setRepeats(repeats);
    page().composer()->send();
}

QStringList GuiHarness::states()
{
    QStringList words;
    for (const AnswerPane *pane : page().board()->panes())
        words.append(pane->head()->stateWord());
    return words;
}

bool GuiHarness::isIdle()
{
    return m_session->runs().running() == 0 && std::ranges::all_of(page().board()->panes(), &showsAllOfIt);
}

QString answers(const AnswerPane *pane)
{
    QStringList texts;
    for (const AnswerView *answer : pane->answers()) {
        if (answer->textPart())
            texts.append(QString::fromUtf8(answer->textPart()->source()));
    }
    return texts.join(u'\n');
}

QString shown(const BlockView *view)
{
    QStringList texts;
    for (const Block &block : view->blocks())
        texts.append(flatText(block));
    return texts.join(u'\n');
}

QString banners(AnswerPane *pane)
{
    QStringList texts;
    for (const Banner *banner : pane->findChildren<Banner *>()) {
        if (banner->isVisibleTo(pane))
            texts.append(banner->text());
    }
    return texts.join(u'\n');
}

QPushButton *button(QWidget *parent, const QString &text)
{
    for (QPushButton *button : parent->findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisibleTo(parent))
            return button;
    }
    return nullptr;
}

} // namespace evenhand
