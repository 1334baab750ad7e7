// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/settings/presetview.h"

#include "app/service/presets.h"
#include "ui/shell/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidelist.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace evenhand {

constexpr int entryRole = Qt::UserRole;     // place in m_entries
constexpr int wordsRole = Qt::UserRole + 1; // what the filter looks in
constexpr int listCharacters = 80;
constexpr int leastForGroup = 5; // presets of one operator

static bool isUsable(const PluginInfo &plugin)
{
    return plugin.kind == PluginInfo::Kind::Provider && plugin.state != PluginInfo::State::Refused;
}

// The plugin, and where the preset leads, as far as it says.
static QString detailOf(const PluginInfo &plugin, const PluginPreset &preset)
{
    if (preset == PluginPreset{.name = preset.name})
        return plugin.description;
    const auto address = std::ranges::find(plugin.fields, PluginField::Type::Url, &PluginField::type);
    const QString host = address == plugin.fields.end() ? QString() : preset.settings.value(address->key).toString();
    const QString where = host.isEmpty() ? preset.region : host;
    return where.isEmpty() ? plugin.name : u"%1 · %2"_s.arg(plugin.name, where);
}

static QString searchedIn(const QStandardItem *item, const PluginPreset &preset)
{
    const QStringList words{item->text(), item->data(SideList::DetailRole).toString(), preset.operatorName,
                            preset.jurisdiction, preset.region};
    return words.join(u'\n');
}

PresetView::PresetView(PluginCatalog &plugins, QWidget *parent)
    : SettingsView(tr("Add a channel"), parent)
    , m_plugins(plugins)
    , m_model(new QStandardItemModel(this))
    , m_filter(new QLineEdit(this))
    , m_list(new SideList(this))
    , m_nothing(sentenceLabel({}, Theme::dimRole, this))
{
    setCanGoBack();
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter what a channel can start from"));
    m_filter->setClearButtonEnabled(true);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("What the channel starts from"));
    connect(m_filter, &QLineEdit::textChanged, this, &PresetView::filter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &SideList::activated, this, &PresetView::choose);
    connect(m_list, &SideList::clicked, this, &PresetView::choose);

    auto *column = new QVBoxLayout;
    column->setSpacing(Theme::step);
    column->addWidget(sentenceLabel(tr("What does the channel start from? Everything can be changed in the next step."),
                                    Theme::dimRole));
    column->addWidget(m_filter);
    column->addWidget(m_nothing);
    column->addWidget(m_list, 1);
    m_nothing->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::edge, Theme::edge, Theme::edge, 0);
    layout->addLayout(column, listCharacters);
    layout->addStretch(1);
    m_list->setMaximumWidth(listCharacters * fontMetrics().averageCharWidth());
    m_filter->setMaximumWidth(m_list->maximumWidth());
    setFocusProxy(m_filter);
    refresh();
}

void PresetView::refresh()
{
    m_model->clear();
    m_entries.clear();
    addGroup(tr("On this machine"), entries(true));
    addHosted(entries(false));
    addGroup(tr("An empty form"), emptyForms());
    m_filter->clear();
    filter({});
}

QList<PresetView::Entry> PresetView::entries(bool onThisMachine) const
{
    QList<Entry> result;
    for (const PluginInfo &plugin : m_plugins.plugins()) {
        for (const PluginPreset &preset : isUsable(plugin) ? plugin.presets : QList<PluginPreset>()) {
            if (staysHere(m_plugins, plugin, preset) == onThisMachine)
                result.append({.plugin = plugin, .preset = preset});
        }
    }
    return result;
}

QList<PresetView::Entry> PresetView::emptyForms() const
{
    QList<Entry> result;
    for (const PluginInfo &plugin : m_plugins.plugins()) {
        if (isUsable(plugin))
            result.append({.plugin = plugin, .preset = {.name = plugin.name}});
    }
    return result;
}

// An operator with many presets gets a group of its own, below the others.
void PresetView::addHosted(const QList<Entry> &entries)
{
    QMap<QString, QList<Entry>> byOperator;
    for (const Entry &entry : entries)
        byOperator[entry.preset.operatorName].append(entry);
    QList<Entry> others;
    byOperator.removeIf([&](const auto &group) {
        const bool few = group.key().isEmpty() || group.value().size() < leastForGroup;
        if (few)
            others.append(group.value());
        return few;
    });
    addGroup(tr("Hosted"), others);
    for (const auto &[name, group] : byOperator.asKeyValueRange())
        addGroup(name, group);
}

void PresetView::addGroup(const QString &title, QList<Entry> entries)
{
    if (entries.isEmpty())
        return;
    std::ranges::sort(entries, [](const Entry &a, const Entry &b) {
        return a.preset.name.compare(b.preset.name, Qt::CaseInsensitive) < 0;
    });
    m_model->appendRow(SideList::groupItem(title));
    for (const Entry &entry : std::as_const(entries)) {
        QStandardItem *item = SideList::nameItem(entry.preset.name, detailOf(entry.plugin, entry.preset));
        item->setData(m_entries.size(), entryRole);
        item->setData(searchedIn(item, entry.preset), wordsRole);
        m_model->appendRow(item);
        m_entries.append(entry);
    }
}

void PresetView::filter(const QString &text)
{
    const QStringList wanted = text.split(u' ', Qt::SkipEmptyParts);
    int groupRow = -1;
    bool groupHasRows = false;
    int firstShown = -1;
    const auto closeGroup = [&] {
        if (groupRow >= 0)
            m_list->setRowHidden(groupRow, !groupHasRows);
    };
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.data(SideList::GroupRole).toBool()) {
            closeGroup();
            groupRow = row;
            groupHasRows = false;
            continue;
        }
        const QString words = index.data(wordsRole).toString();
        const bool shown =
            std::ranges::all_of(wanted, [&](const QString &word) { return words.contains(word, Qt::CaseInsensitive); });
        m_list->setRowHidden(row, !shown);
        groupHasRows |= shown;
        if (shown && firstShown < 0)
            firstShown = row;
    }
    closeGroup();
    m_list->setCurrentIndex(m_model->index(firstShown, 0));
    m_nothing->setText(
        tr("Nothing fits “%1”. Clear the filter and choose an empty form; it takes any address.").arg(text));
    m_nothing->setVisible(firstShown < 0);
}

void PresetView::choose(const QModelIndex &index)
{
    if (!index.data(entryRole).isValid())
        return;
    const Entry entry = m_entries.at(index.data(entryRole).toInt());
    emit chosen(entry.plugin, entry.preset);
}

} // namespace evenhand
