// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/channelview.h"

#include "app/engine/plugincatalog.h"
#include "app/service/channelkeeper.h"
#include "ui/settings/modelspanel.h"
#include "ui/shell/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>

namespace evenhand {

static bool hasSessionKey(const Channel &channel)
{
    return std::ranges::any_of(channel.credentials, [](const CredentialRef &reference) {
        return reference.kind == CredentialRef::Kind::Session;
    });
}

static bool needsKeychain(const Channel &channel)
{
    return std::ranges::any_of(channel.credentials, [](const CredentialRef &reference) {
        return reference.kind == CredentialRef::Kind::Keychain;
    });
}

static ChannelForm::Check checkWith(PluginCatalog &plugins, const QString &id)
{
    return [&plugins, id](const QJsonObject &settings) { return plugins.origin(id, settings); };
}

ChannelView::ChannelView(const SettingsContext &context, ChannelKeeper &keeper, const ChannelForm::Setup &setup,
                         QWidget *parent)
    : SettingsView(setup.saved ? setup.channel.name : tr("New channel"), parent)
    , m_context(context)
    , m_keeper(keeper)
    , m_saved(setup.channel)
    , m_isSaved(setup.saved)
    , m_form(new ChannelForm(setup, checkWith(context.plugins, setup.channel.plugin)))
    , m_models(new ModelsPanel(context.engine, context.credentials))
    , m_problem(new Banner(Banner::Tone::Bad))
{
    buildBar();
    buildBody();
    connect(m_form, &ChannelForm::changed, this, &ChannelView::refresh);
    connect(m_models, &ModelsPanel::testRequested, this, &ChannelView::test);
    probeKeys();
    refresh();
}

void ChannelView::buildBar()
{
    setCanGoBack();
    m_duplicate = addBarAction(tr("Duplicate"), Qt::CTRL | Qt::Key_D);
    connect(m_duplicate, &QPushButton::clicked, this, [this] { emit duplicateRequested(m_saved); });
    m_remove = addBarAction(tr("Remove…"));
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeRequested(m_saved); });
    m_save = addBarAction(tr("Save"), QKeySequence::Save);
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &ChannelView::save);
}

void ChannelView::buildBody()
{
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_form->setAutoFillBackground(true);
    m_form->setBackgroundRole(QPalette::Base);

    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_problem);
    column->addWidget(scroll, 1);
    m_problem->hide();

    auto *right = new QWidget;
    auto *row = new QHBoxLayout(right);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->addWidget(new Rule(Qt::Vertical));
    row->addWidget(m_models, 1);

    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setSizes({600, 400}); // shares, not pixels
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter);
    setFocusProxy(m_form);
}

void ChannelView::probeKeys()
{
    m_context.credentials.probeKeychain([self = QPointer(this)](bool available) {
        if (self)
            self->m_form->setKeychainAvailable(available);
    });
    // Asking for keys of the session brings up no dialog of the system, as the keychain might.
    if (m_isSaved && hasSessionKey(m_saved) && !needsKeychain(m_saved)) {
        m_context.credentials.resolve(m_saved, [self = QPointer(this)](const Result<Secrets> &secrets) {
            if (self && !secrets)
                self->m_form->setKeyGone();
        });
    }
}

bool ChannelView::isModified() const
{
    return m_form->isModified();
}

void ChannelView::refresh()
{
    m_duplicate->setVisible(m_isSaved);
    m_remove->setVisible(m_isSaved);
    m_save->setEnabled(!m_saving && (!m_isSaved || isModified()));
    m_models->setDestination(m_form->destination());
}

void ChannelView::test()
{
    if (m_form->isValid())
        m_models->test(m_form->channel(), m_form->typedSecrets());
    else
        m_form->showProblems();
}

void ChannelView::save()
{
    if (m_saving)
        return;
    if (!m_form->isValid()) {
        m_form->showProblems();
        return;
    }
    m_saving = true;
    refresh();
    const Channel channel = m_form->channel();
    m_keeper.save(m_isSaved ? std::optional(m_saved) : std::nullopt, channel, m_form->typedSecrets(),
                  [self = QPointer(this), channel](const Result<void> &outcome) {
                      if (self)
                          self->finishSaving(channel, outcome);
                  });
}

void ChannelView::finishSaving(const Channel &channel, const Result<void> &outcome)
{
    m_saving = false;
    if (!outcome) {
        showProblem(outcome.error().message);
        refresh();
        return;
    }
    m_saved = channel;
    m_isSaved = true;
    m_form->setSaved();
    m_problem->hide();
    setTitle(channel.name);
    refresh();
    emit saved(channel);
}

void ChannelView::showProblem(const QString &sentence)
{
    m_problem->setText(tr("The channel was not saved"), sentence);
    m_problem->show();
}

} // namespace evenhand
