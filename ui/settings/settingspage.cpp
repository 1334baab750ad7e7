// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/settingspage.h"

#include "app/service/presets.h"
#include "app/store/channelstore.h"
#include "app/store/workspace.h"
#include "ui/models/channelmodel.h"
#include "ui/settings/appearanceview.h"
#include "ui/settings/channellistview.h"
#include "ui/settings/channelview.h"
#include "ui/settings/networkview.h"
#include "ui/settings/pluginsview.h"
#include "ui/settings/presetview.h"
#include "ui/settings/workspaceview.h"
#include "ui/shell/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pageframe.h"
#include "ui/widgets/sidelist.h"

#include <QBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace evenhand {

static QMessageBox *makeBox(QWidget *parent, const QString &title, const QString &sentence)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(title);
    box->setInformativeText(sentence);
    return box;
}

SettingsPage::SettingsPage(const SettingsContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_keeper(context.workspace, context.credentials)
    , m_channels(new ChannelModel(this))
    , m_frame(new PageFrame(tr("Settings"), this))
    , m_sections(new SideList(this))
    , m_views(new QStackedWidget(this))
    , m_back(iconButton(u"go-previous"_s, tr("Back (Esc)"), this))
    , m_actions(new QStackedWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_frame);
    m_frame->bar()->insertWidget(0, m_back);
    m_frame->bar()->addWidget(m_actions, 1);
    m_frame->body()->addWidget(m_views, 1);
    m_views->setAutoFillBackground(true);
    m_views->setBackgroundRole(QPalette::Base);
    buildSections();
    buildViews();
    showSection(Channels);
    setFocusProxy(m_sections);
    connect(m_back, &QToolButton::clicked, this,
            [this] { emit static_cast<SettingsView *>(m_views->currentWidget())->backRequested(); });
}

void SettingsPage::buildSections()
{
    const std::pair<QString, QString> sections[] = {
        {tr("Channels"), u"network-connect"_s},
        {tr("Network"), u"globe"_s},
        {tr("Plugins"), u"plugins"_s},
        {tr("Appearance"), u"contrast"_s},
        {tr("Workspace"), u"document-open-folder"_s},
    };
    auto *model = new QStandardItemModel(this);
    for (const auto &[name, icon] : sections) {
        QStandardItem *item = SideList::nameItem(name);
        item->setIcon(Theme::icon(icon));
        model->appendRow(item);
    }
    m_sections->setModel(model);
    m_sections->setAccessibleName(tr("Sections of the settings"));
    m_frame->contextBody()->addWidget(m_sections, 1);
    connect(m_sections->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { showView(sectionView(index.row())); });
    connect(m_sections, &SideList::activated, this,
            [this] { m_views->currentWidget()->setFocus(Qt::OtherFocusReason); });
}

void SettingsPage::buildViews()
{
    m_list = new ChannelListView(*m_channels);
    m_presets = new PresetView(m_context.plugins);
    m_network = new NetworkView(m_context);
    m_plugins = new PluginsView(m_context.plugins);
    m_appearance = new AppearanceView;
    m_workspace = new WorkspaceView(m_context);
    m_channelsView = m_list;
    for (SettingsView *view : {static_cast<SettingsView *>(m_list), static_cast<SettingsView *>(m_presets), m_network,
                               static_cast<SettingsView *>(m_plugins), m_appearance, m_workspace})
        addView(view);

    connect(m_list, &ChannelListView::addRequested, this, qOverload<>(&SettingsPage::addChannel));
    connect(m_list, &ChannelListView::openRequested, this, &SettingsPage::openChannel);
    connect(m_list, &ChannelListView::duplicateRequested, this,
            [this](ChannelId id) { duplicate(m_channels->row(m_channels->rowOf(id)).channel); });
    connect(m_list, &ChannelListView::removeRequested, this,
            [this](ChannelId id) { askToRemove(m_channels->row(m_channels->rowOf(id)).channel); });
    connect(m_presets, &PresetView::chosen, this, &SettingsPage::startFromPreset);
    connect(m_presets, &PresetView::backRequested, this, [this] { showList(); });
}

void SettingsPage::addView(SettingsView *view)
{
    m_views->addWidget(view);
    m_actions->addWidget(view->barActions());
    connect(view, &SettingsView::titleChanged, this, [this, view](const QString &title) {
        if (m_views->currentWidget() == view)
            m_frame->setTitle(title);
    });
}

void SettingsPage::showView(SettingsView *view)
{
    if (view == m_list || view == m_presets || view == m_form)
        m_channelsView = view;
    if (view == m_plugins)
        m_plugins->refresh();
    m_views->setCurrentWidget(view);
    m_actions->setCurrentWidget(view->barActions());
    m_back->setVisible(view->canGoBack());
    m_frame->setTitle(view->title());
}

SettingsView *SettingsPage::sectionView(int row) const
{
    switch (Section(row)) {
    case Channels:
        return m_channelsView;
    case Network:
        return m_network;
    case Plugins:
        return m_plugins;
    case Appearance:
        return m_appearance;
    case Workspace:
        return m_workspace;
    }
    return m_channelsView;
}

void SettingsPage::showSection(Section section)
{
    m_sections->setCurrentIndex(m_sections->model()->index(section, 0));
}

SettingsPage::Section SettingsPage::section() const
{
    return Section(m_sections->currentIndex().row());
}

void SettingsPage::addChannel()
{
    leaveForm([this] {
        showSection(Channels);
        m_presets->refresh();
        showView(m_presets);
        m_presets->setFocus(Qt::OtherFocusReason);
    });
}

void SettingsPage::addChannel(const Channel &draft)
{
    openForm({.plugin = m_context.plugins.find(draft.plugin), .channel = draft});
}

void SettingsPage::openChannel(ChannelId channel)
{
    const int row = m_channels->rowOf(channel);
    if (row < 0)
        return;
    if (m_form && m_form->channel() == channel) {
        showSection(Channels);
        showView(m_form);
        return;
    }
    const Channel saved = m_channels->row(row).channel;
    openForm({.plugin = m_context.plugins.find(saved.plugin), .channel = saved, .saved = true});
}

void SettingsPage::startFromPreset(const PluginInfo &plugin, const PluginPreset &preset)
{
    Channel draft = channelFromPreset(plugin, preset);
    draft.name = freeName(draft.name, m_channels->names());
    const bool isEmptyForm = preset == PluginPreset{.name = preset.name};
    openForm({
        .plugin = plugin,
        .channel = draft,
        .environment = isEmptyForm ? std::nullopt : std::optional(preset.environment),
        .keyExpected = !preset.environment.isEmpty() && !staysHere(m_context.plugins, plugin, preset),
    });
}

void SettingsPage::duplicate(const Channel &channel)
{
    Channel copy = channel;
    copy.id = ChannelId::create();
    copy.name = freeName(channel.name, m_channels->names());
    // Keys are kept for one channel only.
    openForm({.plugin = m_context.plugins.find(copy.plugin), .channel = copy});
}

void SettingsPage::openForm(const ChannelForm::Setup &setup)
{
    leaveForm([this, setup] { replaceForm(setup); });
}

void SettingsPage::replaceForm(const ChannelForm::Setup &setup)
{
    ChannelForm::Setup complete = setup;
    complete.takenNames = namesWithout(setup.channel.id);
    if (complete.plugin && complete.plugin->state == PluginInfo::State::Refused)
        complete.plugin.reset();
    m_form = new ChannelView(m_context, m_keeper, complete);
    addView(m_form);
    connect(m_form, &ChannelView::backRequested, this, [this] { leaveForm([this] { showList(); }); });
    connect(m_form, &ChannelView::duplicateRequested, this, &SettingsPage::duplicate);
    connect(m_form, &ChannelView::removeRequested, this, &SettingsPage::askToRemove);
    connect(m_form, &ChannelView::saved, this, [this] {
        reload();
        emit channelsChanged();
    });
    showSection(Channels);
    showView(m_form);
    m_form->setFocus(Qt::OtherFocusReason);
}

void SettingsPage::leaveForm(std::function<void()> next)
{
    const auto leave = [this, next = std::move(next)] {
        dropForm();
        next();
    };
    if (!isModified()) {
        leave();
        return;
    }
    showSection(Channels);
    showView(m_form);
    QMessageBox *box = makeBox(this, tr("“%1” has changes that are not saved.").arg(m_form->title()), {});
    QPushButton *discard = box->addButton(tr("Discard changes"), QMessageBox::DestructiveRole);
    QPushButton *stay = box->addButton(tr("Go on editing"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(discard, &QPushButton::clicked, this, leave);
    box->open();
}

void SettingsPage::dropForm()
{
    m_channelsView = m_list;
    if (ChannelView *form = std::exchange(m_form, nullptr)) {
        form->barActions()->deleteLater();
        form->deleteLater();
    }
}

void SettingsPage::showList()
{
    showView(m_list);
    m_list->setFocus(Qt::OtherFocusReason);
}

bool SettingsPage::isModified() const
{
    return m_form && m_form->isModified();
}

void SettingsPage::askToRemove(const Channel &channel)
{
    QMessageBox *box =
        makeBox(this, tr("Remove the channel “%1”?").arg(channel.name),
                tr("Conversations and runs that used it stay as they are. Its key is taken out of the "
                   "keychain. A lineup that is saved by name and needs it keeps it from being removed."));
    QPushButton *confirm = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    QPushButton *keep = box->addButton(tr("Keep"), QMessageBox::RejectRole);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(confirm, &QPushButton::clicked, this, [this, channel] { remove(channel); });
    box->open();
}

void SettingsPage::remove(const Channel &channel)
{
    if (const Result<void> removed = m_keeper.remove(channel); !removed) {
        say(tr("“%1” was not removed").arg(channel.name), removed.error().message);
        return;
    }
    if (m_form && m_form->channel() == channel.id) {
        dropForm();
        showList();
    }
    reload();
    emit channelsChanged();
}

void SettingsPage::say(const QString &title, const QString &sentence)
{
    QMessageBox *box = makeBox(this, title, sentence);
    box->addButton(QMessageBox::Ok);
    box->open();
}

void SettingsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void SettingsPage::reload()
{
    const Result<QList<Channel>> channels = ChannelStore::all(m_context.workspace.reader());
    if (!channels) {
        say(tr("The channels cannot be read"), channels.error().message);
        return;
    }
    const ChannelId current = m_list->current();
    m_channels->setChannels(*channels, m_context.plugins);
    m_list->setCurrent(m_form ? m_form->channel() : current);
    lookForSessionKeys();
}

// Only where no question goes to the keychain, which might bring up a dialog of the system.
void SettingsPage::lookForSessionKeys()
{
    for (const ChannelRow &row : m_channels->rows()) {
        const auto isSession = [](const CredentialRef &reference) {
            return reference.kind == CredentialRef::Kind::Session;
        };
        if (row.channel.credentials.isEmpty() || !std::ranges::all_of(row.channel.credentials, isSession))
            continue;
        m_context.credentials.resolve(row.channel, [self = QPointer(this), id = row.channel.id](const auto &secrets) {
            if (self && !secrets)
                self->m_channels->setKey(id, {.text = tr("must be given again"), .missing = true});
        });
    }
}

QStringList SettingsPage::namesWithout(ChannelId channel) const
{
    QStringList result;
    for (const ChannelRow &row : m_channels->rows()) {
        if (row.channel.id != channel)
            result.append(row.channel.name);
    }
    return result;
}

} // namespace evenhand
